package dev.stateway.api.states;

import dev.stateway.api.arn.StatesArn;
import dev.stateway.api.registry.StateMachineRegistry;
import dev.stateway.api.states.RequestMembers.Text;
import java.util.List;
import reactor.core.publisher.Mono;

/**
 * Lists the tags of a state machine.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/apireference/API_ListTagsForResource.html">ListTagsForResource</a>
 */
final class ListTagsForResource implements Operation<String, ListTagsForResource.Answer> {
  private final StateMachineRegistry registry;

  ListTagsForResource(StateMachineRegistry registry) {
    this.registry = registry;
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
    return registry
        .tags(StatesArn.parse(resourceArn).toString())
        .map(tags ->
            new Answer(
                tags.entrySet().stream()
                    .map(tag -> new Tag(tag.getKey(), tag.getValue()))
                    .toList()));
  }
}
