package dev.stateway.api.gateway.answer;

import dev.stateway.api.error.AwsError;
import dev.stateway.api.execution.ExecutionDescription;
import dev.stateway.api.execution.StartedExecution;
import dev.stateway.api.gateway.mapping.GatewayResponse;
import dev.stateway.api.gateway.route.Route;
import java.time.Instant;

/** In whose words a route answers: one method for each thing that can be said. */
public interface Answers {
  /** An execution runs from now on. */
  GatewayResponse started(StartedExecution execution);

  /** An execution that was waited for: it has ended, or the time was up before it has. */
  GatewayResponse awaited(ExecutionDescription execution);

  /** How an execution stands. */
  GatewayResponse described(ExecutionDescription execution);

  /** An execution is stopped. */
  GatewayResponse stopped(String executionArn, Instant stopDate);

  /** The call was refused. */
  GatewayResponse refused(AwsError error);

  /** Those of a route. */
  static Answers of(Route.Responses responses) {
    return switch (responses.mode()) {
      case AWS -> new AwsAnswers();
      case RESULT -> new ResultAnswers(responses);
      case PROXY -> new ProxyAnswers(new ResultAnswers(responses));
    };
  }
}
