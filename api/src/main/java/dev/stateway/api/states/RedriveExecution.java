package dev.stateway.api.states;

import dev.stateway.api.execution.Executions;
import dev.stateway.api.states.RequestMembers.Text;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Takes an execution that ended unsuccessfully up where it failed.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/apireference/API_RedriveExecution.html">RedriveExecution</a>
 */
final class RedriveExecution
    implements Operation<RedriveExecution.Request, RedriveExecution.Answer> {
  private final Executions executions;

  RedriveExecution(Executions executions) {
    this.executions = executions;
  }

  record Request(String executionArn, @Nullable String clientToken) {}

  record Answer(Instant redriveDate) {}

  @Override
  public String name() {
    return "RedriveExecution";
  }

  @Override
  public Request read(RequestMembers members) {
    return new Request(
        members.required("executionArn", Text.ARN),
        members.optional("clientToken", Text.CLIENT_TOKEN));
  }

  @Override
  public Mono<Answer> run(Request request) {
    return executions.redrive(request.executionArn(), request.clientToken()).map(Answer::new);
  }
}
