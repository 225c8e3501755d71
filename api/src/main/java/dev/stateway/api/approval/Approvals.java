package dev.stateway.api.approval;

import dev.stateway.api.error.AwsError;
import dev.stateway.api.worker.TemporalCalls;
import dev.stateway.workflows.approval.ApprovalDecision;
import dev.stateway.workflows.approval.ApprovalDelegation;
import dev.stateway.workflows.approval.ApprovalView;
import dev.stateway.workflows.approval.ApprovalView.Status;
import dev.stateway.workflows.approval.Voter;
import dev.stateway.workflows.execution.ExecutionMessages;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowQueryException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The approvals of all executions: listed, read and answered; an answer is a signal to the
 * execution, which says whether it counted.
 */
public final class Approvals {
  private static final Logger LOG = LoggerFactory.getLogger(Approvals.class);

  private static final int QUERIES_AT_ONCE = 8;

  /** So long it is worth waiting for a page with something on it. */
  private static final Duration LOOK_FOR = Duration.ofMillis(250);

  private static final Comparator<Entry> NEWEST_FIRST =
      Comparator.comparing(
          entry -> entry.view().map(ApprovalView::requestedAt).orElse(null),
          Comparator.nullsLast(Comparator.reverseOrder()));

  private final TemporalCalls calls;
  private final ApprovalFinder finder;
  private final ApprovalRuns runs;
  private final ApprovalDocuments documents;

  Approvals(
      TemporalCalls calls, ApprovalFinder finder, ApprovalRuns runs, ApprovalDocuments documents) {
    this.calls = calls;
    this.finder = finder;
    this.runs = runs;
    this.documents = documents;
  }

  /** An approval; without its contents where no worker could tell them. */
  public record Entry(ApprovalId id, Optional<ApprovalView> view) {}

  /**
   * Approvals, the newest first, and where to go on.
   *
   * @param notAnswered the workflows of executions that could not be asked and may have more
   */
  public record Page(List<Entry> entries, List<String> notAnswered, @Nullable String next) {
    public Page {
      entries = List.copyOf(entries);
      notAnswered = List.copyOf(notAnswered);
    }

    /** The next page, in place of this empty one. */
    private Page before(Page later) {
      var silent = Stream.concat(notAnswered.stream(), later.notAnswered.stream()).sorted();
      return new Page(later.entries, silent.toList(), later.next);
    }
  }

  /** What a run says: its approvals, or the workflow that did not answer. */
  private record Answered(List<Entry> entries, Optional<String> notAnswered) {}

  /** A page of those that somebody asks for: not an empty one where there are others soon. */
  Mono<Page> list(ApprovalFilter filter, Voter voter) {
    return Mono.defer(() -> list(filter, voter, System.nanoTime() + LOOK_FOR.toNanos()));
  }

  private Mono<Page> list(ApprovalFilter filter, Voter voter, long until) {
    return page(filter, voter)
        .flatMap(page ->
            page.next() != null && page.entries().isEmpty() && System.nanoTime() < until
                ? list(filter.from(page.next()), voter, until).map(page::before)
                : Mono.just(page));
  }

  private Mono<Page> page(ApprovalFilter filter, Voter voter) {
    var machine = filter.stateMachine();
    var arn = machine == null ? null : documents.stateMachine(machine);
    var pending = filter.status() == Status.PENDING;
    return calls
        .read(() -> runs.page(pending, arn, filter.limit(), filter.token()))
        .flatMap(page ->
            Flux.fromIterable(page.runs())
                .flatMap(run -> answered(run, pending), QUERIES_AT_ONCE)
                .collectList()
                .map(answers ->
                    new Page(
                        answers.stream()
                            .flatMap(answer -> answer.entries().stream())
                            .filter(entry ->
                                entry.view().map(view -> filter.admits(view, voter)).orElse(true))
                            .sorted(NEWEST_FIRST)
                            .toList(),
                        answers.stream()
                            .flatMap(answer -> answer.notAnswered().stream())
                            .sorted()
                            .toList(),
                        page.next())));
  }

  /** The approvals of a run: visibility lags behind, and knows not all of dozens. */
  private Mono<Answered> answered(ApprovalRuns.Run run, boolean pending) {
    return calls
        .read(ApprovalFinder.QUERY, () -> finder.query(run.workflowId(), run.runId()))
        .map(views -> new Answered(entries(views.orElse(List.of())), Optional.empty()))
        .onErrorResume(
            failure ->
                failure instanceof WorkflowQueryException
                    || (failure instanceof AwsError error && error.isUnavailable()),
            failure -> {
              LOG.warn(
                  "{} does not say which approvals it has: {}",
                  run.workflowId(),
                  failure.toString());
              return Mono.just(unanswered(run, pending));
            });
  }

  private static List<Entry> entries(List<ApprovalView> views) {
    return views.stream()
        .flatMap(view ->
            ApprovalId.parse(view.id()).map(id -> new Entry(id, Optional.of(view))).stream())
        .toList();
  }

  /** That an approval waits is known without its execution; how one was decided is not. */
  private static Answered unanswered(ApprovalRuns.Run run, boolean pending) {
    return pending
        ? new Answered(
            run.shown().stream().map(id -> new Entry(id, Optional.empty())).toList(),
            Optional.empty())
        : new Answered(List.of(), Optional.of(run.workflowId()));
  }

  /** One approval, pending or not; empty if there is none of this id. */
  Mono<ApprovalView> find(ApprovalId id) {
    return finder.find(id);
  }

  /** Answers; empty if there is no approval of this id. */
  Mono<Outcome> decide(ApprovalId id, ApprovalDecision decision) {
    return answer(
        id,
        new Answer(
            ExecutionMessages.DECIDE_APPROVAL,
            decision,
            view -> has(view, decision),
            view -> refused(view, decision)));
  }

  private static boolean has(ApprovalView view, ApprovalDecision decision) {
    return view.votes().stream().anyMatch(v -> v.decisionId().equals(decision.decisionId()));
  }

  private static Optional<Outcome> refused(ApprovalView view, ApprovalDecision decision) {
    var refusal = view.refusal(decision.sender());
    if (refusal.isPresent()) {
      return Optional.of(new Outcome.Refused(view, refusal.get()));
    }
    var problems = decision.problems(view.terms());
    return problems.isEmpty() ? Optional.empty() : Optional.of(new Outcome.Invalid(view, problems));
  }

  /** Hands an answer on to somebody else; empty if there is no approval of this id. */
  Mono<Outcome> delegate(ApprovalId id, ApprovalDelegation delegation) {
    return answer(
        id,
        new Answer(
            ExecutionMessages.DELEGATE_APPROVAL,
            delegation,
            view -> has(view, delegation),
            view ->
                view.refusalToDelegate(delegation.by(), delegation.to())
                    .map(why -> new Outcome.Refused(view, why))));
  }

  private static boolean has(ApprovalView view, ApprovalDelegation delegation) {
    return view.delegations().stream()
        .anyMatch(d -> d.delegationId().equals(delegation.delegationId()));
  }

  /**
   * What is signalled.
   *
   * @param counted whether an approval has it
   * @param refused why it cannot count, as things stand: what the execution will find too
   */
  private record Answer(
      String signal,
      Object argument,
      Predicate<ApprovalView> counted,
      Function<ApprovalView, Optional<Outcome>> refused) {}

  private Mono<Outcome> answer(ApprovalId id, Answer answer) {
    return find(id)
        .flatMap(view -> outcome(view, answer).map(Mono::just).orElseGet(() -> signal(id, answer)));
  }

  private Mono<Outcome> signal(ApprovalId id, Answer answer) {
    return calls
        .call(() -> send(id, answer))
        .flatMap(isSent -> find(id).map(view -> isSent ? view : view.ofEnded()))
        .map(view ->
            outcome(view, answer)
                .orElseThrow(() ->
                    AwsError.unavailable("The execution has not taken the answer yet; ask again")));
  }

  private boolean send(ApprovalId id, Answer answer) {
    try {
      finder.workflow(id).signal(answer.signal(), answer.argument());
      return true;
    } catch (WorkflowNotFoundException _) {
      // Ended in between: what the execution says of the approval is the answer.
      return false;
    }
  }

  /** What has become of an answer, as things stand; empty as long as it can count. */
  private static Optional<Outcome> outcome(ApprovalView view, Answer answer) {
    if (answer.counted().test(view)) {
      return Optional.of(new Outcome.Counted(view));
    }
    return view.status() == Status.PENDING
        ? answer.refused().apply(view)
        : Optional.of(new Outcome.TooLate(view));
  }
}
