package dev.stateway.api.states;

import dev.stateway.api.arn.StatesArn.Place;
import dev.stateway.api.registry.ActivityRegistry;
import dev.stateway.api.registry.RegisteredActivity;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Lists the activities by their ARNs.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/apireference/API_ListActivities.html">ListActivities</a>
 */
final class ListActivities {
  private ListActivities() {}

  record Item(String activityArn, String name, Instant creationDate) {
    static Item of(RegisteredActivity activity) {
      return new Item(activity.arn(), activity.name(), activity.createdAt());
    }
  }

  record Answer(List<Item> activities, @Nullable String nextToken) {}

  static Operation<PageRequest, Answer> of(
      ActivityRegistry activities, Place place, PageTokens tokens) {
    return new ArnList<>(
        "ListActivities",
        place,
        tokens,
        (prefix, after, limit) -> activities.list(prefix, after, limit).map(Item::of),
        Item::activityArn,
        Answer::new);
  }
}
