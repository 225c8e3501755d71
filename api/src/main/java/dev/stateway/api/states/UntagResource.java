package dev.stateway.api.states;

import dev.stateway.api.arn.StatesArn;
import dev.stateway.api.registry.StateMachineRegistry;
import dev.stateway.api.states.RequestMembers.Text;
import java.util.List;
import reactor.core.publisher.Mono;

/**
 * Removes tags of a state machine.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/apireference/API_UntagResource.html">UntagResource</a>
 */
final class UntagResource implements Operation<UntagResource.Request, Operation.Done> {
  private final StateMachineRegistry registry;

  UntagResource(StateMachineRegistry registry) {
    this.registry = registry;
  }

  record Request(String resourceArn, List<String> tagKeys) {}

  @Override
  public String name() {
    return "UntagResource";
  }

  @Override
  public Request read(RequestMembers members) {
    return new Request(
        members.required("resourceArn", Text.ARN), members.requiredStrings("tagKeys"));
  }

  @Override
  public Mono<Done> run(Request request) {
    return registry
        .untag(StatesArn.parse(request.resourceArn()).toString(), request.tagKeys())
        .thenReturn(new Done());
  }
}
