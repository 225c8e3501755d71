package dev.stateway.api.states;

import dev.stateway.api.arn.StatesArn;
import dev.stateway.api.registry.StateMachineAliases;
import dev.stateway.api.states.RequestMembers.Text;
import reactor.core.publisher.Mono;

/**
 * Removes an alias; the versions it leads to stay.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/apireference/API_DeleteStateMachineAlias.html">DeleteStateMachineAlias</a>
 */
final class DeleteStateMachineAlias implements Operation<String, Operation.Done> {
  private final StateMachineAliases aliases;

  DeleteStateMachineAlias(StateMachineAliases aliases) {
    this.aliases = aliases;
  }

  @Override
  public String name() {
    return "DeleteStateMachineAlias";
  }

  @Override
  public String read(RequestMembers members) {
    return members.required("stateMachineAliasArn", Text.ARN);
  }

  @Override
  public Mono<Done> run(String stateMachineAliasArn) {
    var arn = StatesArn.alias(stateMachineAliasArn);
    return aliases
        .delete(arn.machine().toString(), String.valueOf(arn.qualifier()))
        .thenReturn(new Done());
  }
}
