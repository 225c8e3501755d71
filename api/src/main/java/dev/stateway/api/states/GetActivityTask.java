package dev.stateway.api.states;

import dev.stateway.api.arn.StatesArn;
import dev.stateway.api.execution.ActivityWork;
import dev.stateway.api.registry.ActivityRegistry;
import dev.stateway.api.states.RequestMembers.Text;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Gives a worker work of an activity, once there is some: it waits for a minute at the most.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/apireference/API_GetActivityTask.html">GetActivityTask</a>
 */
final class GetActivityTask implements Operation<GetActivityTask.Request, GetActivityTask.Answer> {
  private final ActivityRegistry activities;
  private final ActivityWork work;

  GetActivityTask(ActivityRegistry activities, ActivityWork work) {
    this.activities = activities;
    this.work = work;
  }

  record Request(String activityArn, @Nullable String workerName) {}

  /** Both absent when there was no work within a minute. */
  record Answer(@Nullable String taskToken, @Nullable String input) {}

  @Override
  public String name() {
    return "GetActivityTask";
  }

  @Override
  public Request read(RequestMembers members) {
    return new Request(
        members.required("activityArn", Text.ARN), members.optional("workerName", Text.NAME));
  }

  @Override
  public Mono<Answer> run(Request request) {
    return activities
        .require(StatesArn.activity(request.activityArn()).toString())
        .flatMap(activity -> work.next(activity.arn(), request.workerName()))
        .map(task -> new Answer(task.token(), task.input()))
        .defaultIfEmpty(new Answer(null, null));
  }
}
