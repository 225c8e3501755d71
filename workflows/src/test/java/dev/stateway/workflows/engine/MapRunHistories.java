package dev.stateway.workflows.engine;

import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.common.WorkflowExecutionHistory;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** The workflows that the Map Runs of a case were, and the parts of them: those of each run. */
final class MapRunHistories {
  private static final String OF_MAP_RUNS = "stateway:";

  private final TestServer server;
  private final Map<String, WorkflowExecutionHistory> found = new LinkedHashMap<>();
  private int mapRuns;
  private int parts;

  private MapRunHistories(TestServer server) {
    this.server = server;
  }

  /** By what they are called in the repository. */
  static Map<String, WorkflowExecutionHistory> of(TestServer server, EngineCase engineCase) {
    var histories = new MapRunHistories(server);
    for (var run : server.runs(engineCase)) {
      var execution = Objects.requireNonNull(run.getExecution());
      histories.addChildren(server.history(execution.getWorkflowId(), execution.getRunId()));
    }
    return histories.found;
  }

  private void addChildren(WorkflowExecutionHistory parent) {
    for (var event : parent.getEvents()) {
      var started = event.getChildWorkflowExecutionStartedEventAttributes();
      var type = started.getWorkflowType().getName();
      if (event.hasChildWorkflowExecutionStartedEventAttributes() && type.startsWith(OF_MAP_RUNS)) {
        addRuns(started.getWorkflowExecution(), type.equals("stateway:MapRun"));
      }
    }
  }

  private void addRuns(WorkflowExecution first, boolean isMapRun) {
    var runId = first.getRunId();
    while (!runId.isEmpty()) {
      var history = server.history(first.getWorkflowId(), runId);
      found.put(isMapRun ? "map-run-" + ++mapRuns : "part-" + ++parts, history);
      addChildren(history);
      runId = nextRun(history.getEvents().getLast());
    }
  }

  /** Empty for one that did not go on in another run. */
  private static String nextRun(HistoryEvent last) {
    return last.getWorkflowExecutionContinuedAsNewEventAttributes().getNewExecutionRunId();
  }
}
