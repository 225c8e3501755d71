package dev.stateway.api.states;

import dev.stateway.api.arn.StatesArn;
import dev.stateway.api.registry.StateMachineVersions;
import dev.stateway.api.states.RequestMembers.Text;
import reactor.core.publisher.Mono;

/**
 * Removes a version to which no alias leads; executions that run go on.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/apireference/API_DeleteStateMachineVersion.html">DeleteStateMachineVersion</a>
 */
final class DeleteStateMachineVersion implements Operation<String, Operation.Done> {
  private final StateMachineVersions versions;

  DeleteStateMachineVersion(StateMachineVersions versions) {
    this.versions = versions;
  }

  @Override
  public String name() {
    return "DeleteStateMachineVersion";
  }

  @Override
  public String read(RequestMembers members) {
    return members.required("stateMachineVersionArn", Text.LONG_ARN);
  }

  @Override
  public Mono<Done> run(String stateMachineVersionArn) {
    var arn = StatesArn.version(stateMachineVersionArn);
    return versions
        .delete(arn.machine().toString(), arn.version().orElseThrow())
        .thenReturn(new Done());
  }
}
