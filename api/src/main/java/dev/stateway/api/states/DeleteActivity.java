package dev.stateway.api.states;

import dev.stateway.api.arn.StatesArn;
import dev.stateway.api.registry.ActivityRegistry;
import dev.stateway.api.states.RequestMembers.Text;
import reactor.core.publisher.Mono;

/**
 * Removes an activity; what its workers have goes on.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/apireference/API_DeleteActivity.html">DeleteActivity</a>
 */
final class DeleteActivity implements Operation<String, Operation.Done> {
  private final ActivityRegistry activities;

  DeleteActivity(ActivityRegistry activities) {
    this.activities = activities;
  }

  @Override
  public String name() {
    return "DeleteActivity";
  }

  @Override
  public String read(RequestMembers members) {
    return members.required("activityArn", Text.ARN);
  }

  @Override
  public Mono<Done> run(String activityArn) {
    return activities.delete(StatesArn.activity(activityArn).toString()).thenReturn(new Done());
  }
}
