package dev.stateway.api.approval;

import dev.stateway.api.execution.Executions;
import dev.stateway.api.worker.TemporalCalls;
import dev.stateway.api.worker.TemporalConnection;
import dev.stateway.workflows.approval.ApprovalView;
import dev.stateway.workflows.execution.ExecutionMessages;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowQueryException;
import io.temporal.client.WorkflowStub;
import io.temporal.client.WorkflowTargetOptions;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import reactor.core.publisher.Mono;

/** Finds one approval in the runs of its execution, by asking them. */
record ApprovalFinder(TemporalConnection connection, TemporalCalls calls, Executions executions) {
  /** A query may have to wait until a worker has replayed the execution. */
  static final Duration QUERY = Duration.ofSeconds(10);

  /** One approval, pending or not; empty if there is none of this id. */
  Mono<ApprovalView> find(ApprovalId id) {
    return ask(id, workflow(id))
        .flatMap(Mono::justOrEmpty)
        .switchIfEmpty(findInEarlierRuns(id))
        .onErrorResume(WorkflowQueryException.class, failure -> emptyIfTerminated(id, failure));
  }

  /** What no longer waits is known only to the runs that it waited in, not to later ones. */
  private Mono<ApprovalView> findInEarlierRuns(ApprovalId id) {
    return executions
        .runsFrom(id.workflowId(), Long.parseLong(id.event()))
        .flatMap(runs -> findLatest(id, runs))
        // What still waits goes along to the latest run.
        .map(ApprovalView::ofEnded);
  }

  /**
   * As the latest of these runs knows it that knows it: all from where it was asked to there do.
   */
  private Mono<ApprovalView> findLatest(ApprovalId id, List<String> runs) {
    if (runs.isEmpty()) {
      return Mono.empty();
    }
    var middle = runs.size() / 2;
    var later = Mono.defer(() -> findLatest(id, runs.subList(middle + 1, runs.size())));
    var earlier = Mono.defer(() -> findLatest(id, runs.subList(0, middle)));
    return ask(id, run(id.workflowId(), runs.get(middle)))
        .map(found -> found.map(later::defaultIfEmpty).orElse(earlier))
        // A run that the namespace has not kept says nothing of later ones.
        .defaultIfEmpty(later)
        .flatMap(Function.identity());
  }

  /** What a run knows of it; nothing at all where there is no such run. */
  private Mono<Optional<ApprovalView>> ask(ApprovalId id, WorkflowStub run) {
    return calls
        .read(QUERY, () -> query(run))
        .flatMap(Mono::justOrEmpty)
        .map(views -> views.stream().filter(view -> view.id().equals(id.toString())).findFirst());
  }

  /** The approvals of a run; empty where there is no such run. Blocks. */
  Optional<List<ApprovalView>> query(String workflowId, String runId) {
    return query(run(workflowId, runId));
  }

  private static Optional<List<ApprovalView>> query(WorkflowStub run) {
    try {
      return Optional.of(
          Arrays.asList(run.query(ExecutionMessages.APPROVALS, ApprovalView[].class)));
    } catch (WorkflowNotFoundException _) {
      return Optional.empty();
    }
  }

  /** A run that was terminated cannot be replayed, and so not be asked. */
  private Mono<ApprovalView> emptyIfTerminated(ApprovalId id, WorkflowQueryException failure) {
    return calls
        .read(() -> workflow(id).describe().getStatus())
        .flatMap(status ->
            status == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_TERMINATED
                ? Mono.empty()
                : Mono.error(failure));
  }

  /** The latest run of the execution that waits. */
  WorkflowStub workflow(ApprovalId id) {
    return connection.client().newUntypedWorkflowStub(id.workflowId());
  }

  private WorkflowStub run(String workflowId, String runId) {
    var target = WorkflowTargetOptions.newBuilder().setWorkflowId(workflowId).setRunId(runId);
    return connection.client().newUntypedWorkflowStub(target.build());
  }
}
