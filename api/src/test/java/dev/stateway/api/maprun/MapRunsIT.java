package dev.stateway.api.maprun;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.ExecutionListItem;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;
import software.amazon.awssdk.services.sfn.model.HistoryEventType;
import software.amazon.awssdk.services.sfn.model.InvalidArnException;
import software.amazon.awssdk.services.sfn.model.MapRunStatus;
import software.amazon.awssdk.services.sfn.model.ResourceNotFoundException;
import software.amazon.awssdk.services.sfn.model.ValidationException;

/** What the API shows of Map Runs and does with them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MapRunsIT {
  private static final String WAIT =
      """
      {"Type": "Map", "Label": "waits", "MaxConcurrency": 2, "ToleratedFailureCount": 5, "End": true,
       "ItemProcessor": {"ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"},
         "StartAt": "W", "States": {"W": {"Type": "Wait", "Seconds": 3600, "End": true}}}}
      """;
  private static final String PASS =
      WAIT.replace("Wait\", \"Seconds\": 3600", "Pass\"").replace("\"waits\"", "\"passes\"");

  private MapRunServer server;
  private SfnClient sfn;

  @BeforeAll
  void open() throws IOException, InterruptedException {
    server = MapRunServer.start();
    sfn = server.client();
  }

  @AfterAll
  void close() {
    server.close();
  }

  @Test
  void showsWhatHasEnded() throws InterruptedException {
    var execution = server.start(server.machine(PASS), "[1, 2, 3]");
    var ended = server.ended(execution);
    assertThat(ended.output()).isEqualTo("[1,2,3]");

    var mapRun = server.mapRun(execution);
    assertThat(mapRun).contains(":mapRun:").contains("/passes:");
    var described = sfn.describeMapRun(r -> r.mapRunArn(mapRun));
    assertThat(described.status()).isEqualTo(MapRunStatus.SUCCEEDED);
    assertThat(described.executionArn()).isEqualTo(execution);
    assertThat(described.maxConcurrency()).isEqualTo(2);
    assertThat(described.toleratedFailureCount()).isEqualTo(5);
    assertThat(described.executionCounts().succeeded()).isEqualTo(3);
    assertThat(described.executionCounts().total()).isEqualTo(3);
    assertThat(described.itemCounts().succeeded()).isEqualTo(3);
    assertThat(described.redriveCount()).isZero();
    assertThat(described.stopDate()).isAfterOrEqualTo(described.startDate());

    MapRunServer.until(() -> server.children(mapRun).size() == 3);
    var child = server.children(mapRun).getFirst();
    assertThat(child.executionArn()).contains(":execution:").contains("/passes:");
    var ofChild = sfn.describeExecution(r -> r.executionArn(child.executionArn()));
    assertThat(ofChild.mapRunArn()).isEqualTo(mapRun);
    assertThat(ofChild.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    assertThat(ofChild.output()).isEqualTo(ofChild.input());
    assertThat(
            sfn.getExecutionHistory(r -> r.executionArn(child.executionArn())).events().stream()
                .map(e -> e.type()))
        .containsExactly(
            HistoryEventType.EXECUTION_STARTED,
            HistoryEventType.PASS_STATE_ENTERED,
            HistoryEventType.PASS_STATE_EXITED,
            HistoryEventType.EXECUTION_SUCCEEDED);
    var machine = sfn.describeStateMachineForExecution(r -> r.executionArn(child.executionArn()));
    assertThat(machine.mapRunArn()).isEqualTo(mapRun);
    assertThat(machine.label()).isEqualTo("passes");
    assertThat(machine.definition()).contains("\"StartAt\":\"W\"");
  }

  @Test
  void listsNoExecutionsOfMapRunsAmongThoseOfTheStateMachine() {
    var machine = server.machine(PASS);
    var execution = server.start(machine, "[1, 2]");
    server.ended(execution);

    assertThat(sfn.listExecutions(r -> r.stateMachineArn(machine)).executions())
        .extracting(ExecutionListItem::executionArn)
        .containsExactly(execution);
  }

  @Test
  void stopsOneExecutionAndLetsTheOthersBe() throws InterruptedException {
    var execution = server.start(server.machine(WAIT), "[1, 2, 3]");
    var mapRun = server.mapRun(execution);
    MapRunServer.until(() -> server.children(mapRun).size() == 2);

    var running = sfn.describeMapRun(r -> r.mapRunArn(mapRun));
    assertThat(running.status()).isEqualTo(MapRunStatus.RUNNING);
    assertThat(running.executionCounts().running()).isEqualTo(2);
    assertThat(running.executionCounts().pending()).isEqualTo(1);

    var child = server.children(mapRun).getFirst().executionArn();
    sfn.stopExecution(r -> r.executionArn(child).error("Enough"));
    assertThat(sfn.describeExecution(r -> r.executionArn(child)).status())
        .isEqualTo(ExecutionStatus.ABORTED);
    // The third takes its place.
    MapRunServer.until(() -> server.children(mapRun).size() == 3);

    sfn.stopExecution(r -> r.executionArn(execution));
    assertThat(server.ended(execution).status()).isEqualTo(ExecutionStatus.ABORTED);
    MapRunServer.until(
        () -> sfn.describeMapRun(r -> r.mapRunArn(mapRun)).status() == MapRunStatus.ABORTED);
    assertThat(server.children(mapRun))
        .extracting(ExecutionListItem::status)
        .containsOnly(ExecutionStatus.ABORTED);
    assertThat(sfn.describeMapRun(r -> r.mapRunArn(mapRun)).executionCounts().aborted())
        .isEqualTo(3);
  }

  @Test
  void takesNewLimitsWhileItRuns() throws InterruptedException {
    var execution = server.start(server.machine(WAIT), "[1, 2, 3, 4, 5]");
    var mapRun = server.mapRun(execution);
    MapRunServer.until(() -> server.children(mapRun).size() == 2);

    sfn.updateMapRun(r -> r.mapRunArn(mapRun).maxConcurrency(4).toleratedFailurePercentage(12.5f));

    MapRunServer.until(() -> server.children(mapRun).size() == 4);
    var described = sfn.describeMapRun(r -> r.mapRunArn(mapRun));
    assertThat(described.maxConcurrency()).isEqualTo(4);
    assertThat(described.toleratedFailurePercentage()).isEqualTo(12.5f);
    assertThat(described.toleratedFailureCount()).isEqualTo(5);
    sfn.stopExecution(r -> r.executionArn(execution));
    MapRunServer.until(
        () -> sfn.describeMapRun(r -> r.mapRunArn(mapRun)).status() == MapRunStatus.ABORTED);
    assertThatThrownBy(() -> sfn.updateMapRun(r -> r.mapRunArn(mapRun).maxConcurrency(1)))
        .isInstanceOfSatisfying(
            ValidationException.class,
            e -> assertThat(e.reasonAsString()).isEqualTo("CANNOT_UPDATE_COMPLETED_MAP_RUN"));
  }

  private static String failing(String type) {
    return """
    {"Type": "Map", "Label": "fails", "End": true,
     "ItemProcessor": {"ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "%s"},
       "StartAt": "C", "States": {
         "C": {"Type": "Choice", "Choices": [{"Variable": "$", "NumericEquals": 3, "Next": "F"}], "Default": "W"},
         "F": {"Type": "Fail", "Error": "Three"},
         "W": {"Type": "Wait", "Seconds": 250, "End": true}}}}
    """
        .formatted(type);
  }

  @Test
  void endsEarlyWhenTooManyFail() throws InterruptedException {
    for (var type : List.of("STANDARD", "EXPRESS")) {
      var execution = server.start(server.machine(failing(type)), "[1, 2, 3, 4]");

      var ended = server.ended(execution);

      assertThat(ended.status()).isEqualTo(ExecutionStatus.FAILED);
      assertThat(ended.error()).isEqualTo("States.ExceedToleratedFailureThreshold");
      var mapRun = sfn.describeMapRun(r -> r.mapRunArn(mapRunOf(execution)));
      assertThat(mapRun.status()).isEqualTo(MapRunStatus.FAILED);
      assertThat(mapRun.executionCounts().failed()).isEqualTo(1);
      assertThat(mapRun.executionCounts().aborted()).isEqualTo(3);
    }
  }

  private String mapRunOf(String execution) {
    return sfn.getExecutionHistory(r -> r.executionArn(execution)).events().stream()
        .filter(event -> event.mapRunStartedEventDetails() != null)
        .map(event -> event.mapRunStartedEventDetails().mapRunArn())
        .findFirst()
        .orElseThrow();
  }

  @Test
  void refusesWhatIsNoMapRun() {
    var nothing = "arn:aws:states:us-east-1:111111111111:mapRun:none/none:none";
    assertThatThrownBy(() -> sfn.describeMapRun(r -> r.mapRunArn(nothing)))
        .isInstanceOf(ResourceNotFoundException.class);
    assertThatThrownBy(() ->
            sfn.describeMapRun(
                r -> r.mapRunArn("arn:aws:states:us-east-1:111111111111:execution:a:b")))
        .isInstanceOf(InvalidArnException.class)
        .hasMessageContaining("Resource type not valid in this context: execution");
    assertThatThrownBy(() -> sfn.updateMapRun(r -> r.mapRunArn(nothing)))
        .isInstanceOf(ValidationException.class);
    assertThatThrownBy(() -> sfn.listExecutions(r -> r.mapRunArn(nothing)))
        .isInstanceOf(ResourceNotFoundException.class);
  }

  @Test
  void pagesTheMapRunsOfAnExecution() throws InterruptedException {
    var definition =
        """
        {"StartAt": "A", "States": {"A": %s, "B": %s, "C": %s}}
        """
            .formatted(
                passTo("\"Next\": \"B\""), passTo("\"Next\": \"C\""), passTo("\"End\": true"));
    var execution = server.start(server.machineOf(definition), "[1]");
    server.ended(execution);
    MapRunServer.until(() -> sfn.listMapRuns(r -> r.executionArn(execution)).mapRuns().size() == 3);

    var first = sfn.listMapRuns(r -> r.executionArn(execution).maxResults(2));
    var second =
        sfn.listMapRuns(r -> r.executionArn(execution).maxResults(2).nextToken(first.nextToken()));

    assertThat(first.mapRuns()).hasSize(2);
    assertThat(second.mapRuns()).hasSize(1);
    assertThat(second.nextToken()).isNull();
    assertThat(second.mapRuns().getFirst().startDate())
        .isBeforeOrEqualTo(first.mapRuns().getFirst().startDate());
  }

  private static int maps;

  private static String passTo(String transition) {
    maps++;
    return PASS.replace("\"passes\"", "\"passes" + maps + "\"")
        .replace("\"W\"", "\"W" + maps + "\"")
        .replaceFirst("\"End\": true,", transition + ",");
  }

  @Test
  void runsManyExecutionsInParts() {
    var input = IntStream.range(0, 300).boxed().toList().toString();

    assertThat(server.output(server.machine(PASS.replace("\"MaxConcurrency\": 2,", "")), input))
        .hasSize(300);
  }
}
