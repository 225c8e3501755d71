package dev.stateway.api.maprun;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.DescribeMapRunResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionListItem;
import software.amazon.awssdk.services.sfn.model.ExecutionNotRedrivableException;
import software.amazon.awssdk.services.sfn.model.ExecutionRedriveFilter;
import software.amazon.awssdk.services.sfn.model.ExecutionRedriveStatus;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;
import software.amazon.awssdk.services.sfn.model.HistoryEvent;
import software.amazon.awssdk.services.sfn.model.MapRunStatus;
import software.amazon.awssdk.services.sfn.model.ValidationException;

/** What the API shows of Map Runs that are redriven. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RedrivenMapRunsIT {
  /** Items that are "bad" fail until their execution, or that of the Map, has been redriven. */
  private static final String FAILS_ONCE =
      """
      {"Type": "Map", "Label": "once", "MaxConcurrency": 1, "ToleratedFailureCount": %s, "End": true,
       "ItemSelector": {"value.$": "$$.Map.Item.Value", "redriven.$": "$$.Execution.RedriveCount"},
       "ItemProcessor": {"ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"},
         "StartAt": "P", "States": {"P": {"Type": "Pass", "QueryLanguage": "JSONata", "End": true,
           "Output": "{%% $states.input.value = 'bad' and $states.context.Execution.RedriveCount = 0 ? $error('no') : $states.input.value %%}"}}}}
      """;

  private static final String WAITS =
      """
      {"Type": "Map", "Label": "waits", "MaxConcurrency": 2, "End": true,
       "ItemProcessor": {"ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"},
         "StartAt": "W", "States": {"W": {"Type": "Wait", "Seconds": 3600, "End": true}}}}
      """;

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

  private List<ExecutionListItem> children(String mapRun, ExecutionStatus status) {
    return sfn.listExecutions(r -> r.mapRunArn(mapRun).statusFilter(status)).executions();
  }

  private List<String> children(String mapRun, ExecutionRedriveFilter filter) {
    return sfn.listExecutions(r -> r.mapRunArn(mapRun).redriveFilter(filter)).executions().stream()
        .map(ExecutionListItem::executionArn)
        .toList();
  }

  private DescribeMapRunResponse describe(String mapRun) {
    return sfn.describeMapRun(r -> r.mapRunArn(mapRun));
  }

  @Test
  void runsAgainOnlyWhatDidNotEndWell() throws InterruptedException {
    var machine = server.machine(FAILS_ONCE.formatted("0"));
    var execution = server.start(machine, "[\"a\", \"bad\", \"c\"]");
    assertThat(server.ended(execution).error()).isEqualTo("States.ExceedToleratedFailureThreshold");
    var mapRun = server.mapRun(execution);
    var failedRun = describe(mapRun);
    assertThat(failedRun.status()).isEqualTo(MapRunStatus.FAILED);
    assertThat(failedRun.itemCounts().failuresNotRedrivable()).isZero();
    MapRunServer.until(() -> !children(mapRun, ExecutionStatus.FAILED).isEmpty());
    var failed = children(mapRun, ExecutionStatus.FAILED).getFirst().executionArn();
    assertThat(sfn.describeExecution(r -> r.executionArn(failed)).redriveStatus())
        .isEqualTo(ExecutionRedriveStatus.REDRIVABLE_BY_MAP_RUN);
    assertThatThrownBy(() -> sfn.redriveExecution(r -> r.executionArn(failed)))
        .isInstanceOf(ExecutionNotRedrivableException.class);

    sfn.redriveExecution(r -> r.executionArn(execution));

    assertThat(server.ended(execution).output()).isEqualTo("[\"a\",\"bad\",\"c\"]");
    assertThat(server.mapRun(execution)).isEqualTo(mapRun);
    assertThat(sfn.listMapRuns(r -> r.executionArn(execution)).mapRuns()).hasSize(1);
    var redriven = describe(mapRun);
    assertThat(redriven.status()).isEqualTo(MapRunStatus.SUCCEEDED);
    assertThat(redriven.redriveCount()).isEqualTo(1);
    assertThat(redriven.redriveDate()).isAfterOrEqualTo(failedRun.stopDate());
    assertThat(redriven.startDate()).isEqualTo(failedRun.startDate());
    assertThat(redriven.executionCounts().succeeded()).isEqualTo(3);
    assertThat(redriven.executionCounts().total()).isEqualTo(3);
    var ofFailed = sfn.describeExecution(r -> r.executionArn(failed));
    assertThat(ofFailed.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    assertThat(ofFailed.redriveCount()).isEqualTo(1);
    MapRunServer.until(() -> children(mapRun, ExecutionStatus.SUCCEEDED).size() == 3);
    assertThat(server.children(mapRun)).hasSize(3);
    assertThat(children(mapRun, ExecutionRedriveFilter.REDRIVEN)).contains(failed);
    assertThat(children(mapRun, ExecutionRedriveFilter.NOT_REDRIVEN)).doesNotContain(failed);
    assertThat(events(execution)).containsOnlyOnce("MapRunStarted", "MapRunRedriven");
    assertThat(events(failed)).containsOnlyOnce("ExecutionFailed", "ExecutionRedriven");
  }

  private List<String> events(String execution) {
    return sfn.getExecutionHistory(r -> r.executionArn(execution)).events().stream()
        .map(HistoryEvent::typeAsString)
        .toList();
  }

  @Test
  void showsWhatWaitsToBeRunAgain() throws InterruptedException {
    var execution = server.start(server.machine(WAITS), "[1, 2]");
    var mapRun = server.mapRun(execution);
    MapRunServer.until(() -> children(mapRun, ExecutionStatus.RUNNING).size() == 2);
    sfn.updateMapRun(r -> r.mapRunArn(mapRun).maxConcurrency(1));
    sfn.stopExecution(r -> r.executionArn(execution));
    server.ended(execution);
    MapRunServer.until(() -> children(mapRun, ExecutionStatus.ABORTED).size() == 2);

    sfn.redriveExecution(r -> r.executionArn(execution));

    MapRunServer.until(() ->
        children(mapRun, ExecutionStatus.RUNNING).size() == 1
            && describe(mapRun).executionCounts().running() == 1);
    assertThat(describe(mapRun).status()).isEqualTo(MapRunStatus.RUNNING);
    assertThat(describe(mapRun).stopDate()).isNull();
    assertThat(describe(mapRun).executionCounts().pendingRedrive()).isEqualTo(1);
    assertThat(describe(mapRun).executionCounts().aborted()).isZero();
    assertThat(children(mapRun, ExecutionStatus.ABORTED)).isEmpty();
    var pending = children(mapRun, ExecutionStatus.PENDING_REDRIVE);
    assertThat(pending).hasSize(1);
    assertThat(pending.getFirst().status()).isEqualTo(ExecutionStatus.PENDING_REDRIVE);
    assertThat(
            sfn.describeExecution(r -> r.executionArn(pending.getFirst().executionArn())).status())
        .isEqualTo(ExecutionStatus.PENDING_REDRIVE);
    assertThat(server.children(mapRun)).hasSize(2);
    sfn.stopExecution(r -> r.executionArn(execution));
    assertThat(server.ended(execution).status()).isEqualTo(ExecutionStatus.ABORTED);
  }

  @Test
  void startsNoExecutionOfItsProcessor() {
    var machine = server.machine(FAILS_ONCE.formatted("1"));
    assertThatThrownBy(() -> sfn.startExecution(r -> r.stateMachineArn(machine + "/once")))
        .isInstanceOf(ValidationException.class);
    assertThatThrownBy(() ->
            sfn.listExecutions(
                r -> r.stateMachineArn(machine).statusFilter(ExecutionStatus.PENDING_REDRIVE)))
        .isInstanceOf(ValidationException.class);
  }
}
