package dev.stateway.api.states;

import dev.stateway.api.registry.StateMachineRegistry;
import dev.stateway.api.states.RequestMembers.Text;
import reactor.core.publisher.Mono;

/**
 * Removes a state machine with its versions and aliases; executions that run go on with the
 * definition they were started with.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/apireference/API_DeleteStateMachine.html">DeleteStateMachine</a>
 */
final class DeleteStateMachine implements Operation<String, Operation.Done> {
  private final StateMachineRegistry registry;

  DeleteStateMachine(StateMachineRegistry registry) {
    this.registry = registry;
  }

  @Override
  public String name() {
    return "DeleteStateMachine";
  }

  @Override
  public String read(RequestMembers members) {
    return members.required("stateMachineArn", Text.ARN);
  }

  @Override
  public Mono<Done> run(String stateMachineArn) {
    var arn = UnqualifiedArn.require(stateMachineArn);
    return registry.delete(arn.toString()).thenReturn(new Done());
  }
}
