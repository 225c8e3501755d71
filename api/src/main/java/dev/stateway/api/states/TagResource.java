package dev.stateway.api.states;

import dev.stateway.api.arn.StatesArn;
import dev.stateway.api.registry.ResourceTags;
import dev.stateway.api.states.RequestMembers.Text;
import java.util.Map;
import java.util.function.Function;
import reactor.core.publisher.Mono;

/**
 * Sets tags of a state machine or an activity.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/apireference/API_TagResource.html">TagResource</a>
 */
final class TagResource implements Operation<TagResource.Request, Operation.Done> {
  private final Function<StatesArn, ResourceTags> tags;

  TagResource(Function<StatesArn, ResourceTags> tags) {
    this.tags = tags;
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
    var arn = StatesArn.parse(request.resourceArn());
    return tags.apply(arn).put(arn.toString(), request.tags()).thenReturn(new Done());
  }
}
