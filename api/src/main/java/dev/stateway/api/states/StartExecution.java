package dev.stateway.api.states;

import dev.stateway.api.execution.Executions;
import dev.stateway.api.execution.StartExecutionCommand;
import dev.stateway.api.execution.StartedExecution;
import dev.stateway.api.states.RequestMembers.Text;
import java.util.Objects;
import reactor.core.publisher.Mono;

/**
 * Starts an execution; of a STANDARD state machine, the same name and input again are answered the
 * same while it runs.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartExecution.html">StartExecution</a>
 */
final class StartExecution implements Operation<StartExecutionCommand, StartedExecution> {
  private static final String NO_INPUT = "{}";

  private final Executions executions;

  StartExecution(Executions executions) {
    this.executions = executions;
  }

  @Override
  public String name() {
    return "StartExecution";
  }

  @Override
  public StartExecutionCommand read(RequestMembers members) {
    return command(members);
  }

  static StartExecutionCommand command(RequestMembers members) {
    members.optional("traceHeader", Text.TRACE_HEADER);
    return new StartExecutionCommand(
        members.required("stateMachineArn", Text.ARN),
        members.optional("name", Text.NAME),
        Objects.requireNonNullElse(members.optional("input", Text.INPUT), NO_INPUT));
  }

  @Override
  public Mono<StartedExecution> run(StartExecutionCommand command) {
    return executions.start(command);
  }
}
