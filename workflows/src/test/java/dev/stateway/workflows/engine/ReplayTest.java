package dev.stateway.workflows.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stateway.translator.JsonText;
import dev.stateway.workflows.execution.ExecutionRequest;
import io.temporal.common.WorkflowExecutionHistory;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import tools.jackson.databind.JsonNode;

/**
 * Executions that older workers have begun go on as they would have: histories recorded by earlier
 * builds are replayed, and do what their golden file says. Record new ones with {@code
 * -Dstateway.record=<case>,<case>}; see {@code histories/README.md}.
 */
@TestInstance(Lifecycle.PER_CLASS)
class ReplayTest {
  private static final String RECORD = System.getProperty("stateway.record", "");

  private final Probe probe = new Probe();
  private final TestServer server = new TestServer(probe);

  @AfterAll
  void close() {
    server.close();
  }

  @BeforeAll
  void recordWhatWasAskedFor() throws Exception {
    var asked = Arrays.asList(RECORD.split(",", -1));
    for (var engineCase : EngineCase.all()) {
      if (asked.contains(engineCase.id())) {
        record(engineCase);
      }
    }
  }

  @TestFactory
  Stream<DynamicTest> recordedWorkflowsDoTheSameAgain() {
    return RecordedWorkflow.all().stream()
        .map(recorded ->
            DynamicTest.dynamicTest(
                recorded.name(), () -> assertThat(replay(recorded)).isEqualTo(recorded.golden())));
  }

  private JsonNode replay(RecordedWorkflow recorded) throws Exception {
    server.worker().replayWorkflowExecution(recorded.read());
    // As text and back: numbers of the same value compare as equal then.
    return JsonText.parse(JsonText.write(probe.seen()));
  }

  private void record(EngineCase engineCase) throws Exception {
    var semantics = ExecutionRequest.CURRENT_SEMANTICS;
    try (var fresh = new TestServer()) {
      TemporalExecutor.run(engineCase, engineCase.requestToRecord(), fresh);
      if (engineCase.hasMapRun()) {
        for (var entry : MapRunHistories.of(fresh, engineCase).entrySet()) {
          write(RecordedWorkflow.ofMapRun(engineCase, semantics, entry.getKey()), entry.getValue());
        }
      }
      if (!engineCase.isInManyRuns()) {
        write(RecordedWorkflow.of(engineCase, semantics), fresh.history(engineCase));
        return;
      }
      var number = 1;
      for (var run : fresh.runs(engineCase)) {
        var runId = Objects.requireNonNull(run.getExecution()).getRunId();
        write(
            RecordedWorkflow.ofRun(engineCase, semantics, number),
            fresh.history(engineCase, runId));
        number++;
      }
    }
  }

  private void write(RecordedWorkflow recorded, WorkflowExecutionHistory history) throws Exception {
    recorded.write(history);
    recorded.writeGolden(replay(recorded));
  }
}
