package dev.stateway.api.approval;

import dev.stateway.api.error.AwsError;
import dev.stateway.api.execution.Executions;
import dev.stateway.api.states.PageTokens;
import dev.stateway.api.worker.TemporalCalls;
import dev.stateway.api.worker.TemporalConnection;
import dev.stateway.workflows.approval.ApprovalDecision;
import dev.stateway.workflows.approval.ApprovalView;
import dev.stateway.workflows.execution.ExecutionMessages;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowStub;
import io.temporal.client.WorkflowTargetOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The approvals of all executions: listed, read and decided; the decision is a signal to the
 * execution, which says whether it counted.
 */
final class Approvals {
  /** A query may have to wait until a worker has replayed the execution. */
  private static final Duration QUERY = Duration.ofSeconds(10);

  private static final int QUERIES_AT_ONCE = 8;

  private final TemporalConnection connection;
  private final TemporalCalls calls;
  private final Executions executions;
  private final PendingApprovals pending;

  Approvals(
      TemporalConnection connection,
      TemporalCalls calls,
      Executions executions,
      PageTokens tokens) {
    this.connection = connection;
    this.calls = calls;
    this.executions = executions;
    this.pending = new PendingApprovals(connection, tokens);
  }

  /** An approval; without its contents where no worker could tell them. */
  record Entry(ApprovalId id, Optional<ApprovalView> view) {}

  /** Approvals that wait, the newest first, and where to go on. */
  record Page(List<Entry> entries, @Nullable String next) {
    Page {
      entries = List.copyOf(entries);
    }
  }

  /** What became of a decision. */
  sealed interface Outcome {
    /** It counted. */
    record Counted(ApprovalView view) implements Outcome {}

    /** Another one did, or none can any more. */
    record TooLate(ApprovalView view) implements Outcome {}
  }

  /** A page of those that wait. */
  Mono<Page> pending(int limit, @Nullable String after) {
    return calls
        .read(() -> pending.page(limit, after))
        .flatMap(page ->
            Flux.fromIterable(page.ids())
                .flatMap(this::entry, QUERIES_AT_ONCE)
                .filter(Approvals::isPending)
                .collectSortedList(NEWEST_FIRST)
                .map(entries -> new Page(entries, page.next())));
  }

  private static final Comparator<Entry> NEWEST_FIRST =
      Comparator.comparing(
          entry -> entry.view().map(ApprovalView::requestedAt),
          Comparator.comparing(
              (Optional<Instant> at) -> at.orElse(Instant.EPOCH), Comparator.reverseOrder()));

  /** Visibility lags behind: what it still lists may be decided. */
  private static boolean isPending(Entry entry) {
    return entry.view().map(view -> view.status() == ApprovalView.Status.PENDING).orElse(true);
  }

  private Mono<Entry> entry(ApprovalId id) {
    return find(id)
        .map(view -> new Entry(id, Optional.of(view)))
        .onErrorResume(
            AwsError.class,
            error ->
                error.isUnavailable()
                    ? Mono.just(new Entry(id, Optional.empty()))
                    : Mono.error(error));
  }

  /** One approval, pending or not; empty if there is none of this id. */
  Mono<ApprovalView> find(ApprovalId id) {
    return find(id, workflow(id)).switchIfEmpty(findInEarlierRun(id));
  }

  private Mono<ApprovalView> find(ApprovalId id, WorkflowStub run) {
    return calls.read(QUERY, () -> query(id, run)).flatMap(Mono::justOrEmpty);
  }

  /** Those that no longer wait are known only to the run that they waited in. */
  private Mono<ApprovalView> findInEarlierRun(ApprovalId id) {
    return executions
        .runOf(id.workflowId(), Long.parseLong(id.event()))
        .flatMap(runId -> find(id, run(id, runId)));
  }

  private Optional<ApprovalView> query(ApprovalId id, WorkflowStub run) {
    try {
      var views = run.query(ExecutionMessages.APPROVALS, ApprovalView[].class);
      return Arrays.stream(views).filter(view -> view.id().equals(id.toString())).findFirst();
    } catch (WorkflowNotFoundException _) {
      return Optional.empty();
    }
  }

  /** Decides in the name of somebody; empty if there is no approval of this id. */
  Mono<Outcome> decide(ApprovalId id, DecisionRequest request, String by) {
    return find(id)
        .flatMap(view ->
            view.status() == ApprovalView.Status.PENDING
                ? signal(id, request, by)
                : Mono.just(new Outcome.TooLate(view)));
  }

  private Mono<Outcome> signal(ApprovalId id, DecisionRequest request, String by) {
    var decision =
        new ApprovalDecision(
            id.toString(),
            UUID.randomUUID().toString(),
            request.decision(),
            by,
            request.comment(),
            request.formData());
    return calls
        .call(() -> send(id, decision))
        .then(find(id))
        .map(view -> outcome(view, decision.decisionId()));
  }

  private boolean send(ApprovalId id, ApprovalDecision decision) {
    try {
      workflow(id).signal(ExecutionMessages.DECIDE_APPROVAL, decision);
      return true;
    } catch (WorkflowNotFoundException _) {
      // Ended in between: what the execution says of the approval is the answer.
      return false;
    }
  }

  private static Outcome outcome(ApprovalView view, String decisionId) {
    var decision = view.decision();
    if (decision != null && decision.decisionId().equals(decisionId)) {
      return new Outcome.Counted(view);
    }
    if (view.status() == ApprovalView.Status.PENDING) {
      throw AwsError.unavailable("The execution has not taken the decision yet; ask again");
    }
    return new Outcome.TooLate(view);
  }

  private WorkflowStub workflow(ApprovalId id) {
    return connection.client().newUntypedWorkflowStub(id.workflowId());
  }

  private WorkflowStub run(ApprovalId id, String runId) {
    var target = WorkflowTargetOptions.newBuilder().setWorkflowId(id.workflowId());
    return connection.client().newUntypedWorkflowStub(target.setRunId(runId).build());
  }
}
