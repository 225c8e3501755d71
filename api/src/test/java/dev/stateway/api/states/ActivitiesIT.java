package dev.stateway.api.states;

import static dev.stateway.api.testing.StatewayServer.ROLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stateway.api.execution.Executions;
import dev.stateway.api.testing.StatewayServer;
import dev.stateway.api.testing.WithStateway;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.ActivityDoesNotExistException;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;
import software.amazon.awssdk.services.sfn.model.GetActivityTaskResponse;
import software.amazon.awssdk.services.sfn.model.HistoryEvent;
import software.amazon.awssdk.services.sfn.model.Tag;
import software.amazon.awssdk.services.sfn.model.TaskTimedOutException;

/** Activities as their workers see them, with the AWS SDK. */
@WithStateway
class ActivitiesIT {
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final StatewayServer server;
  private final SfnClient sfn;
  private final List<String> made = new ArrayList<>();

  ActivitiesIT(StatewayServer server) {
    this.server = server;
    this.sfn = server.client();
  }

  private String activity() {
    var arn = sfn.createActivity(r -> r.name("a-" + UUID.randomUUID())).activityArn();
    made.add(arn);
    return arn;
  }

  @AfterEach
  void removeThem() {
    made.forEach(arn -> sfn.deleteActivity(r -> r.activityArn(arn)));
  }

  private String start(String activity, String fields, String input) {
    var definition =
        """
        {"StartAt": "T", "States": {"T": {"Type": "Task", "Resource": "%s", %s "End": true}}}
        """
            .formatted(activity, fields);
    var machine =
        sfn.createStateMachine(
                r -> r.name("m-" + UUID.randomUUID()).definition(definition).roleArn(ROLE))
            .stateMachineArn();
    return sfn.startExecution(r -> r.stateMachineArn(machine).input(input)).executionArn();
  }

  private GetActivityTaskResponse poll(String activity) {
    return sfn.getActivityTask(r -> r.activityArn(activity).workerName("w-1"));
  }

  private ExecutionStatus end(String execution) {
    server.part(Executions.class).awaitClosed(execution, PATIENCE).toFuture().join();
    return sfn.describeExecution(r -> r.executionArn(execution)).status();
  }

  private List<String> types(String execution) {
    return sfn.getExecutionHistory(r -> r.executionArn(execution)).events().stream()
        .map(HistoryEvent::typeAsString)
        .toList();
  }

  @Test
  void giveTheirWorkToWorkers() {
    var activity = activity();
    var execution = start(activity, "", "{\"n\": 1}");

    var task = poll(activity);
    sfn.sendTaskHeartbeat(r -> r.taskToken(task.taskToken()));
    sfn.sendTaskSuccess(r -> r.taskToken(task.taskToken()).output("{\"done\": true}"));

    assertThat(task.input()).isEqualTo("{\"n\":1}");
    assertThat(end(execution)).isEqualTo(ExecutionStatus.SUCCEEDED);
    assertThat(types(execution))
        .containsExactly(
            "ExecutionStarted",
            "TaskStateEntered",
            "ActivityScheduled",
            "ActivityStarted",
            "ActivitySucceeded",
            "TaskStateExited",
            "ExecutionSucceeded");
    var started = sfn.getExecutionHistory(r -> r.executionArn(execution)).events().get(3);
    assertThat(started.activityStartedEventDetails().workerName()).isEqualTo("w-1");
    assertThatThrownBy(() -> sfn.sendTaskSuccess(r -> r.taskToken(task.taskToken()).output("{}")))
        .isInstanceOf(TaskTimedOutException.class);
  }

  @Test
  void giveEachTaskToOneWorker() {
    var activity = activity();
    var executions = new ArrayList<String>();
    var polls = new ArrayList<CompletableFuture<String>>();
    for (var i = 0; i < 10; i++) {
      executions.add(start(activity, "", Integer.toString(i)));
      polls.add(
          CompletableFuture.supplyAsync(() -> {
            var task = poll(activity);
            sfn.sendTaskSuccess(r -> r.taskToken(task.taskToken()).output(task.input()));
            return task.input();
          }));
    }

    assertThat(polls.stream().map(CompletableFuture::join))
        .containsExactlyInAnyOrder("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");
    assertThat(executions).allSatisfy(e -> assertThat(end(e)).isEqualTo(ExecutionStatus.SUCCEEDED));
  }

  @Test
  void keepTheirWorkFromWorkersThatHaveGone() {
    var activity = activity();
    assertThatThrownBy(() ->
            sfn.getActivityTask(r ->
                r.activityArn(activity)
                    .overrideConfiguration(o -> o.apiCallTimeout(Duration.ofMillis(500)))))
        .isInstanceOf(ApiCallTimeoutException.class);
    var execution = start(activity, "", "{}");

    var task = poll(activity);
    sfn.sendTaskFailure(r -> r.taskToken(task.taskToken()).error("E").cause("C"));

    assertThat(end(execution)).isEqualTo(ExecutionStatus.FAILED);
    var description = sfn.describeExecution(r -> r.executionArn(execution));
    assertThat(description.error()).isEqualTo("E");
    assertThat(description.cause()).isEqualTo("C");
  }

  @Test
  void timeOutWhenNobodyAsks() {
    var execution = start(activity(), "\"TimeoutSeconds\": 1,", "{}");

    assertThat(end(execution)).isEqualTo(ExecutionStatus.FAILED);
    assertThat(types(execution)).containsSubsequence("ActivityScheduled", "ActivityTimedOut");
    assertThat(types(execution)).doesNotContain("ActivityStarted");
  }

  @Test
  void areGoneOnceDeleted() {
    var activity = activity();
    sfn.deleteActivity(r -> r.activityArn(activity));

    assertThatThrownBy(() -> poll(activity)).isInstanceOf(ActivityDoesNotExistException.class);
    assertThat(end(start(activity, "", "{}"))).isEqualTo(ExecutionStatus.FAILED);
  }

  @Test
  void areListedAndTagged() {
    var activity = activity();
    sfn.tagResource(r -> r.resourceArn(activity).tags(Tag.builder().key("k").value("v").build()));

    assertThat(sfn.listTagsForResource(r -> r.resourceArn(activity)).tags())
        .containsExactly(Tag.builder().key("k").value("v").build());
    sfn.untagResource(r -> r.resourceArn(activity).tagKeys("k"));
    assertThat(sfn.listTagsForResource(r -> r.resourceArn(activity)).tags()).isEmpty();
    assertThat(sfn.listActivitiesPaginator(r -> r.maxResults(2)).activities())
        .anySatisfy(found -> assertThat(found.activityArn()).isEqualTo(activity));
    assertThat(sfn.describeActivity(r -> r.activityArn(activity)).encryptionConfiguration().type())
        .hasToString("AWS_OWNED_KEY");
  }
}
