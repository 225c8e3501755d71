package dev.stateway.api.states;

import dev.stateway.api.arn.StatesArn;
import dev.stateway.api.registry.ResourceTags;
import dev.stateway.api.states.RequestMembers.Text;
import java.util.List;
import java.util.function.Function;
import reactor.core.publisher.Mono;

/**
 * Removes tags of a state machine or an activity.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/apireference/API_UntagResource.html">UntagResource</a>
 */
final class UntagResource implements Operation<UntagResource.Request, Operation.Done> {
  private final Function<StatesArn, ResourceTags> tags;

  UntagResource(Function<StatesArn, ResourceTags> tags) {
    this.tags = tags;
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
    var arn = StatesArn.parse(request.resourceArn());
    return tags.apply(arn).remove(arn.toString(), request.tagKeys()).thenReturn(new Done());
  }
}
