package dev.stateway.api.states;

import dev.stateway.api.arn.ResourceName;
import dev.stateway.api.arn.StatesArn;
import dev.stateway.api.arn.StatesArn.Place;
import dev.stateway.api.error.AwsError;
import dev.stateway.api.registry.ActivityRegistry;
import dev.stateway.api.registry.ResourceTags;
import dev.stateway.api.states.RequestMembers.Text;
import java.time.Instant;
import java.util.Map;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/**
 * Makes an activity; the same request again is answered the same.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/apireference/API_CreateActivity.html">CreateActivity</a>
 */
final class CreateActivity implements Operation<CreateActivity.Request, CreateActivity.Answer> {
  private final ActivityRegistry activities;
  private final Place place;

  CreateActivity(ActivityRegistry activities, Place place) {
    this.activities = activities;
    this.place = place;
  }

  record Request(String name, JsonNode encryption, Map<String, String> tags) {}

  record Answer(String activityArn, Instant creationDate) {}

  @Override
  public String name() {
    return "CreateActivity";
  }

  @Override
  public Request read(RequestMembers members) {
    return new Request(
        members.required("name", Text.NAME),
        Settings.encryptionOrDefault(members),
        members.tags(false));
  }

  @Override
  public Mono<Answer> run(Request request) {
    var arn = new StatesArn.Activity(place, ResourceName.require(request.name())).toString();
    if (request.tags().size() > ResourceTags.MAX) {
      throw AwsError.tooManyTags(arn);
    }
    return activities
        .create(arn, request.name(), request.encryption(), request.tags())
        .map(activity -> new Answer(activity.arn(), activity.createdAt()));
  }
}
