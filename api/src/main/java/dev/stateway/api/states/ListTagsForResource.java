package dev.stateway.api.states;

import dev.stateway.api.arn.StatesArn;
import dev.stateway.api.registry.ResourceTags;
import dev.stateway.api.states.RequestMembers.Text;
import java.util.List;
import java.util.function.Function;
import reactor.core.publisher.Mono;

/**
 * Lists the tags of a state machine or an activity.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/apireference/API_ListTagsForResource.html">ListTagsForResource</a>
 */
final class ListTagsForResource implements Operation<String, ListTagsForResource.Answer> {
  private final Function<StatesArn, ResourceTags> tags;

  ListTagsForResource(Function<StatesArn, ResourceTags> tags) {
    this.tags = tags;
  }

  record Tag(String key, String value) {}

  record Answer(List<Tag> tags) {}

  @Override
  public String name() {
    return "ListTagsForResource";
  }

  @Override
  public String read(RequestMembers members) {
    return members.required("resourceArn", Text.ARN);
  }

  @Override
  public Mono<Answer> run(String resourceArn) {
    var arn = StatesArn.parse(resourceArn);
    return tags.apply(arn)
        .of(arn.toString())
        .map(found ->
            new Answer(
                found.entrySet().stream()
                    .map(tag -> new Tag(tag.getKey(), tag.getValue()))
                    .toList()));
  }
}
