package dev.stateway.workflows.engine;

import dev.stateway.translator.JsonText;
import dev.stateway.workflows.task.TaskRequest;
import dev.stateway.workflows.temporal.ActivityTasks;
import io.grpc.Context;
import io.temporal.testing.TestWorkflowEnvironment;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Workers of a case's Step Functions activities, each of which is named as its state. */
final class ActivityWorkers implements AutoCloseable {
  private static final Pattern ACTIVITY =
      Pattern.compile("arn:aws:states:[^\"]*:activity:([^\"]+)");

  private final TestWorkflowEnvironment environment;
  private final TemporalTasks outcomes;
  private final EngineCase engineCase;
  private final ScriptedTasks script;
  private final Context.CancellableContext polls = Context.current().withCancellation();

  ActivityWorkers(
      TestWorkflowEnvironment environment, TemporalTasks outcomes, EngineCase engineCase) {
    this.environment = environment;
    this.outcomes = outcomes;
    this.engineCase = engineCase;
    this.script = engineCase.tasks();
    ACTIVITY
        .matcher(JsonText.write(engineCase.data().get("definition")))
        .results()
        .distinct()
        .forEach(this::start);
  }

  private void start(MatchResult activity) {
    var task = script.task(activity.group(1));
    if (task.isPresent() && !ScriptedTasks.isIdle(task.get())) {
      var worker = task.get().path("worker").asString(null);
      Thread.ofVirtual().start(polls.wrap(() -> work(activity.group(), activity.group(1), worker)));
    }
  }

  private void work(String arn, String state, @Nullable String worker) {
    var tasks = new ActivityTasks(environment.getWorkflowClient());
    while (!polls.isCancelled()) {
      tasks.poll(arn, worker).ifPresent(polled -> answer(arn, state, polled));
    }
  }

  private void answer(String arn, String state, ActivityTasks.Polled polled) {
    var execution = engineCase.request().identity().executionArn();
    var request =
        new TaskRequest(
            arn, state, polled.input(), null, polled.answer().activityId(), execution, null, null);
    var answer = script.answer(request);
    if (ScriptedTasks.isNever(answer)) {
      return;
    }
    var delay = EngineCase.afterSeconds(answer);
    if (delay.isZero()) {
      outcomes.complete(answer, request, polled.answer());
    } else {
      environment.registerDelayedCallback(
          delay, () -> outcomes.complete(answer, request, polled.answer()));
    }
  }

  @Override
  public void close() {
    polls.cancel(null);
  }
}
