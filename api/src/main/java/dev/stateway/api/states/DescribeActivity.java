package dev.stateway.api.states;

import dev.stateway.api.arn.StatesArn;
import dev.stateway.api.registry.ActivityRegistry;
import dev.stateway.api.states.RequestMembers.Text;
import java.time.Instant;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/**
 * Shows an activity.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/apireference/API_DescribeActivity.html">DescribeActivity</a>
 */
final class DescribeActivity implements Operation<String, DescribeActivity.Answer> {
  private final ActivityRegistry activities;

  DescribeActivity(ActivityRegistry activities) {
    this.activities = activities;
  }

  record Answer(
      String activityArn, String name, Instant creationDate, JsonNode encryptionConfiguration) {}

  @Override
  public String name() {
    return "DescribeActivity";
  }

  @Override
  public String read(RequestMembers members) {
    return members.required("activityArn", Text.ARN);
  }

  @Override
  public Mono<Answer> run(String activityArn) {
    return activities
        .require(StatesArn.activity(activityArn).toString())
        .map(activity ->
            new Answer(
                activity.arn(), activity.name(), activity.createdAt(), activity.encryption()));
  }
}
