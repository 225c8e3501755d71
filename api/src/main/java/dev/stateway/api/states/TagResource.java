package dev.stateway.api.states;

import dev.stateway.api.arn.StatesArn;
import dev.stateway.api.registry.StateMachineRegistry;
import dev.stateway.api.states.RequestMembers.Text;
import java.util.Map;
import reactor.core.publisher.Mono;

/**
 * Sets tags of a state machine.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/apireference/API_TagResource.html">TagResource</a>
 */
final class TagResource implements Operation<TagResource.Request, Operation.Done> {
  private final StateMachineRegistry registry;

  TagResource(StateMachineRegistry registry) {
    this.registry = registry;
  }

  record Request(String resourceArn, Map<String, String> tags) {}

  @Override
  public String name() {
    return "TagResource";
  }

  @Override
  public Request read(RequestMembers members) {
    return new Request(members.required("resourceArn", Text.ARN), members.tags(true));
  }

  @Override
  public Mono<Done> run(Request request) {
    return registry
        .tag(StatesArn.parse(request.resourceArn()).toString(), request.tags())
        .thenReturn(new Done());
  }
}
