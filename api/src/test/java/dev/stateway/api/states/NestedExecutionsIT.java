package dev.stateway.api.states;

import static dev.stateway.api.testing.StatewayServer.ROLE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stateway.api.execution.Executions;
import dev.stateway.api.testing.StatewayServer;
import dev.stateway.api.testing.WithStateway;
import dev.stateway.translator.JsonText;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionListItem;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;
import software.amazon.awssdk.services.sfn.model.HistoryEvent;

/** Executions that start executions. */
@WithStateway
class NestedExecutionsIT {
  private static final String ECHO =
      "{\"StartAt\": \"A\", \"States\": {\"A\": {\"Type\": \"Pass\", \"End\": true}}}";
  private static final String FAIL =
      "{\"StartAt\": \"A\", \"States\": {\"A\": {\"Type\": \"Fail\", \"Error\": \"No\", \"Cause\":"
          + " \"not today\"}}}";
  private static final String WAIT =
      "{\"StartAt\": \"A\", \"States\": {\"A\": {\"Type\": \"Wait\", \"Seconds\": 600, \"End\":"
          + " true}}}";

  private final SfnClient sfn;
  private final Executions executions;

  NestedExecutionsIT(StatewayServer server) {
    this.sfn = server.client();
    this.executions = server.part(Executions.class);
  }

  private String machine(String definition) {
    return sfn.createStateMachine(
            r -> r.name("nested-" + UUID.randomUUID()).definition(definition).roleArn(ROLE))
        .stateMachineArn();
  }

  /** A state machine that starts the other with this input. */
  private String parent(String suffix, String child, String input) {
    return machine(
        """
        {"StartAt": "Nest", "States": {"Nest": {"Type": "Task", "End": true,
          "Resource": "arn:aws:states:::states:startExecution%s",
          "Parameters": {"StateMachineArn": "%s", "Input": %s}}}}
        """
            .formatted(suffix, child, input));
  }

  private String start(String machine) {
    return sfn.startExecution(r -> r.stateMachineArn(machine).input("{\"a\":1}")).executionArn();
  }

  private DescribeExecutionResponse ended(String execution) {
    executions.awaitClosed(execution, Duration.ofSeconds(30)).toFuture().join();
    return sfn.describeExecution(r -> r.executionArn(execution));
  }

  private DescribeExecutionResponse run(String suffix, String child, String input) {
    return ended(start(parent(suffix, child, input)));
  }

  @Test
  void goesOnAtOnceWithoutSync() {
    var child = machine(ECHO);
    var parent =
        run(
            "",
            child,
            "{\"n\": 1, \"AWS_STEP_FUNCTIONS_STARTED_BY_EXECUTION_ID.$\":"
                + " \"$$.Execution.Id\"}");

    assertThat(parent.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    var output = JsonText.parse(parent.output());
    assertThat(output.propertyNames())
        .containsExactly("ExecutionArn", "SdkHttpMetadata", "SdkResponseMetadata", "StartDate");
    var started = ended(output.path("ExecutionArn").stringValue());
    assertThat(started.stateMachineArn()).isEqualTo(child);
    assertThat(started.startDate().toEpochMilli()).isEqualTo(output.path("StartDate").longValue());
    assertThat(
            JsonText.parse(started.input())
                .path("AWS_STEP_FUNCTIONS_STARTED_BY_EXECUTION_ID")
                .stringValue())
        .isEqualTo(parent.executionArn());
  }

  @Test
  void resultsInTheDescriptionWithTheOutputAsText() {
    var result = JsonText.parse(run(".sync", machine(ECHO), "{\"n\": [1.50]}").output());

    assertThat(result.path("Status").stringValue()).isEqualTo("SUCCEEDED");
    assertThat(result.path("Output").stringValue()).isEqualTo("{\"n\":[1.50]}");
    assertThat(result.path("Input").stringValue()).isEqualTo("{\"n\":[1.50]}");
    assertThat(result.path("OutputDetails")).isEqualTo(JsonText.parse("{\"Included\": true}"));
    assertThat(result.path("StopDate").isIntegralNumber()).isTrue();
  }

  @Test
  void resultsInTheDescriptionWithTheOutputAsJson() {
    var result = JsonText.parse(run(".sync:2", machine(ECHO), "{\"n\": [1.50]}").output());

    assertThat(result.path("Output")).isEqualTo(JsonText.parse("{\"n\":[1.50]}"));
  }

  @Test
  void failsWithTheDescriptionOfTheFailedOne() {
    var parent = run(".sync", machine(FAIL), "{}");

    assertThat(parent.status()).isEqualTo(ExecutionStatus.FAILED);
    assertThat(parent.error()).isEqualTo("States.TaskFailed");
    var cause = JsonText.parse(parent.cause());
    assertThat(cause.path("Status").stringValue()).isEqualTo("FAILED");
    assertThat(cause.path("Error").stringValue()).isEqualTo("No");
    assertThat(cause.path("Cause").stringValue()).isEqualTo("not today");
  }

  @Test
  void failsWhenThereIsNoSuchStateMachine() {
    var absent = machine(ECHO) + "-absent";
    var parent = run(".sync", absent, "{}");

    assertThat(parent.error()).isEqualTo("StepFunctions.StateMachineDoesNotExistException");
    assertThat(parent.cause())
        .startsWith(
            "State Machine Does Not Exist: '"
                + absent
                + "' (Service: AWSStepFunctions; Status Code: 400; Error Code:"
                + " StateMachineDoesNotExist; Request ID: ");
  }

  @Test
  void stopsTheStartedOneWithTheOneThatStartedIt() throws InterruptedException {
    var child = machine(WAIT);
    var parent = start(parent(".sync", child, "{}"));
    var started = runningOf(child);

    sfn.stopExecution(r -> r.executionArn(parent).error("Enough").cause("of it"));

    assertThat(ended(parent).status()).isEqualTo(ExecutionStatus.ABORTED);
    assertThat(ended(started).status()).isEqualTo(ExecutionStatus.ABORTED);
  }

  @Test
  void stopsTheStartedOneWhenTimeIsUp() throws InterruptedException {
    var child = machine(WAIT);
    var parent =
        start(
            machine(
                """
                {"StartAt": "Nest", "States": {"Nest": {"Type": "Task", "End": true, "TimeoutSeconds": 2,
                  "Resource": "arn:aws:states:::states:startExecution.sync:2",
                  "Parameters": {"StateMachineArn": "%s"}}}}
                """
                    .formatted(child)));
    var started = runningOf(child);

    assertThat(ended(parent).error()).isEqualTo("States.Timeout");
    assertThat(ended(started).status()).isEqualTo(ExecutionStatus.ABORTED);
  }

  @Test
  void startsAnotherOneWhenItIsTriedAgain() {
    var child =
        machine(
            """
            {"StartAt": "A", "States": {
              "A": {"Type": "Choice", "Choices": [{"Variable": "$.attempt", "NumericEquals": 0, "Next": "F"}], "Default": "S"},
              "F": {"Type": "Fail", "Error": "No"}, "S": {"Type": "Succeed"}}}
            """);
    var parent =
        start(
            machine(
                """
                {"StartAt": "Nest", "States": {"Nest": {"Type": "Task", "End": true,
                  "Resource": "arn:aws:states:::states:startExecution.sync:2",
                  "Parameters": {"StateMachineArn": "%s", "Input": {"attempt.$": "$$.State.RetryCount"}},
                  "Retry": [{"ErrorEquals": ["States.TaskFailed"], "IntervalSeconds": 1, "MaxAttempts": 1}]}}}
                """
                    .formatted(child)));

    assertThat(ended(parent).status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    assertThat(sfn.listExecutions(r -> r.stateMachineArn(child)).executions())
        .extracting(ExecutionListItem::status)
        .containsExactlyInAnyOrder(ExecutionStatus.FAILED, ExecutionStatus.SUCCEEDED);
    assertThat(sfn.getExecutionHistory(r -> r.executionArn(parent)).events())
        .extracting(HistoryEvent::typeAsString)
        .filteredOn(type -> type.matches("Task(Sch|Star|Sub|Suc|Fail).*"))
        .containsExactly(
            "TaskScheduled",
            "TaskStarted",
            "TaskSubmitted",
            "TaskFailed",
            "TaskScheduled",
            "TaskStarted",
            "TaskSubmitted",
            "TaskSucceeded");
  }

  /** The execution of this state machine, once it is there. */
  private String runningOf(String machine) throws InterruptedException {
    var deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (System.nanoTime() < deadline) {
      var listed = sfn.listExecutions(r -> r.stateMachineArn(machine)).executions();
      if (!listed.isEmpty()) {
        return listed.getFirst().executionArn();
      }
      TimeUnit.MILLISECONDS.sleep(100);
    }
    throw new AssertionError("no execution of " + machine);
  }
}
