package dev.stateway.api.states;

import dev.stateway.api.execution.Executions;
import dev.stateway.api.states.RequestMembers.Text;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Stops an execution and the work of its tasks.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/apireference/API_StopExecution.html">StopExecution</a>
 */
final class StopExecution implements Operation<StopExecution.Request, StopExecution.Answer> {
  private final Executions executions;

  StopExecution(Executions executions) {
    this.executions = executions;
  }

  record Request(String executionArn, @Nullable String error, @Nullable String cause) {}

  record Answer(Instant stopDate) {}

  @Override
  public String name() {
    return "StopExecution";
  }

  @Override
  public Request read(RequestMembers members) {
    return new Request(
        members.required("executionArn", Text.ARN),
        members.optional("error", Text.ERROR),
        members.optional("cause", Text.CAUSE));
  }

  @Override
  public Mono<Answer> run(Request request) {
    return executions
        .stop(request.executionArn(), request.error(), request.cause())
        .map(Answer::new);
  }
}
