package dev.stateway.api.gateway;

import dev.stateway.api.error.AwsError;
import dev.stateway.api.execution.ExecutionDescription;
import dev.stateway.api.execution.StartedExecution;
import dev.stateway.api.http.JsonAnswer;
import java.time.Instant;

/** In whose words a route answers: one method for each thing that can be said. */
interface Answers {
  /** An execution runs from now on. */
  JsonAnswer started(StartedExecution execution);

  /** An execution that was waited for: it has ended, or the time was up before it has. */
  JsonAnswer awaited(ExecutionDescription execution);

  /** How an execution stands. */
  JsonAnswer described(ExecutionDescription execution);

  /** An execution is stopped. */
  JsonAnswer stopped(String executionArn, Instant stopDate);

  /** The call was refused. */
  JsonAnswer refused(AwsError error);

  /** Those of a route. */
  static Answers of(Route.Responses responses) {
    return switch (responses.mode()) {
      case AWS -> new AwsAnswers();
      case RESULT -> new ResultAnswers(responses);
    };
  }
}
