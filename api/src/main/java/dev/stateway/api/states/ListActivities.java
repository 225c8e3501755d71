package dev.stateway.api.states;

import dev.stateway.api.arn.StatesArn.Place;
import dev.stateway.api.registry.ActivityRegistry;
import dev.stateway.api.registry.RegisteredActivity;
import dev.stateway.api.states.RequestMembers.Text;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Lists the activities by their ARNs.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/apireference/API_ListActivities.html">ListActivities</a>
 */
final class ListActivities implements Operation<PageRequest, ListActivities.Answer> {
  private static final String LIST = "activities";

  private final ActivityRegistry activities;
  private final Place place;
  private final PageTokens tokens;

  ListActivities(ActivityRegistry activities, Place place, PageTokens tokens) {
    this.activities = activities;
    this.place = place;
    this.tokens = tokens;
  }

  record Item(String activityArn, String name, Instant creationDate) {
    static Item of(RegisteredActivity activity) {
      return new Item(activity.arn(), activity.name(), activity.createdAt());
    }
  }

  record Answer(List<Item> activities, @Nullable String nextToken) {}

  @Override
  public String name() {
    return "ListActivities";
  }

  @Override
  public PageRequest read(RequestMembers members) {
    return PageRequest.read(members, Text.PAGE_TOKEN);
  }

  @Override
  public Mono<Answer> run(PageRequest request) {
    return tokens.page(
        LIST,
        request,
        (after, limit) -> activities.list(place.prefix(), after, limit).map(Item::of),
        Item::activityArn,
        Answer::new);
  }
}
