package dev.stateway.api.approval;

import dev.stateway.api.approval.ApprovalAudit.Sender;
import dev.stateway.api.auth.AccessControl;
import dev.stateway.api.auth.AccessControl.Task;
import dev.stateway.api.auth.Caller;
import dev.stateway.api.auth.IncomingRequest;
import dev.stateway.workflows.approval.ApprovalDecision;
import dev.stateway.workflows.approval.ApprovalDecision.Choice;
import dev.stateway.workflows.approval.ApprovalDelegation;
import dev.stateway.workflows.approval.ApprovalView;
import dev.stateway.workflows.approval.Refusal;
import dev.stateway.workflows.approval.Voter;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** What people do with approvals, if they may: the same over HTTP and on pages. */
public record ApprovalDesk(
    Approvals approvals, ApprovalDocuments documents, AccessControl access, ApprovalAudit audit) {
  /** The action. */
  public static final String LIST = "stateway:ListApprovals";

  /** The action. */
  public static final String READ = "stateway:DescribeApproval";

  /** The action. */
  public static final String DECIDE = "stateway:DecideApproval";

  /** The action. */
  public static final String DELEGATE = "stateway:DelegateApproval";

  /** To decide in the name of somebody else, as an application does for its users. */
  private static final String DECIDE_FOR_OTHERS = "stateway:DecideApprovalForOthers";

  /** A page of the approvals somebody asks for. */
  public Mono<Approvals.Page> list(Caller caller, ApprovalFilter filter) {
    return access.perform(
        caller, Task.of(LIST, "*"), () -> approvals.list(filter, Voters.of(caller.principal())));
  }

  /** One of them; empty if there is none. */
  public Mono<ApprovalView> read(Caller caller, ApprovalId id) {
    return access.perform(caller, Task.of(READ, documents.execution(id)), () -> approvals.find(id));
  }

  /** One as whoever holds a link to it sees it; empty if there is none. */
  public Mono<ApprovalView> readByLink(ApprovalId id) {
    return approvals.find(id);
  }

  /** The same when somebody opens the link that was sent to a recipient. */
  public Mono<ApprovalView> openLink(IncomingRequest incoming, ApprovalId id, String recipient) {
    return readByLink(id)
        .doOnNext(_ -> {
          var what = "the link to %s that was sent to %s".formatted(id, recipient);
          audit.write(holder(incoming), id, "stateway:ApprovalLinkOpened", what, null);
        });
  }

  /**
   * Decides; empty if there is none.
   *
   * @param key the sender's own of this answer, so that it can be sent again; absent for none
   */
  public Mono<Outcome> decide(
      Caller caller, ApprovalId id, Choice choice, DecisionRequest request, @Nullable String key) {
    return access.perform(
        caller,
        Task.of(DECIDE, documents.execution(id)),
        () -> {
          var voter = voter(caller, request, id);
          var answerId = answerId(caller, id, choice.name(), key);
          var decision = decision(id, answerId, choice, voter, request);
          return approvals.decide(id, decision).doOnNext(written(sender(caller), id, decision));
        });
  }

  /** Decides for whoever holds a link of this id; empty if there is none. */
  public Mono<Outcome> decideByLink(
      IncomingRequest incoming,
      ApprovalId id,
      Choice choice,
      String recipient,
      String linkId,
      DecisionRequest request) {
    var decision = decision(id, linkId, choice, Voter.ofLink(recipient), request);
    var sender = holder(incoming);
    return approvals
        .find(id)
        .flatMap(view ->
            // What was sent again is not the link's one use.
            view.votes().stream().anyMatch(vote -> vote.decisionId().equals(linkId))
                ? Mono.just(spent(view))
                : approvals.decide(id, decision).doOnNext(written(sender, id, decision)));
  }

  private static Outcome spent(ApprovalView view) {
    return view.status() == ApprovalView.Status.PENDING
        ? new Outcome.Refused(view, Refusal.HAS_VOTED)
        : new Outcome.TooLate(view);
  }

  /** Hands the caller's answer on; empty if there is none. */
  public Mono<Outcome> delegate(
      Caller caller, ApprovalId id, DecisionRequest request, @Nullable String key) {
    return access.perform(
        caller,
        Task.of(DELEGATE, documents.execution(id)),
        () -> {
          var voter = voter(caller, request, id);
          var to = Objects.requireNonNull(request.to());
          var answerId = answerId(caller, id, DELEGATE, key);
          var delegation =
              new ApprovalDelegation(id.toString(), answerId, voter, to, request.comment());
          var what = "%s handed on by %s to %s".formatted(id, voter.name(), to);
          var line = new Line(sender(caller), id, "stateway:ApprovalDelegated", what);
          return approvals.delegate(id, delegation).doOnNext(written(line, request.comment()));
        });
  }

  private static ApprovalDecision decision(
      ApprovalId id, String answerId, Choice choice, Voter voter, DecisionRequest request) {
    return new ApprovalDecision(
        id.toString(),
        answerId,
        choice,
        voter.name(),
        voter,
        request.comment(),
        request.formData());
  }

  /** What the audit log says of an answer that counts. */
  private record Line(Sender sender, ApprovalId id, String action, String what) {}

  private Consumer<Outcome> written(Sender sender, ApprovalId id, ApprovalDecision decision) {
    var what = "%s of %s by %s".formatted(decision.decision(), id, decision.by());
    var byLink = decision.sender().recipient() == null ? what : what + ", by a link";
    return written(new Line(sender, id, "stateway:ApprovalDecided", byLink), decision.comment());
  }

  private Consumer<Outcome> written(Line line, @Nullable String comment) {
    return outcome -> {
      switch (outcome) {
        case Outcome.Counted _ ->
            audit.write(line.sender, line.id, line.action, line.what, comment);
        case Outcome.Refused refused when refused.status() == 403 ->
            audit.writeRefused(
                line.sender, line.id, line.what, ApprovalDocuments.refusal(refused.why()));
        case Outcome.Refused _, Outcome.TooLate _, Outcome.Invalid _ -> {}
      }
    };
  }

  private static Sender holder(IncomingRequest incoming) {
    return new Sender(null, incoming, UUID.randomUUID().toString());
  }

  private static Sender sender(Caller caller) {
    return new Sender(caller.principal().arn(), caller.request(), caller.requestId());
  }

  /** Another answer under the same key is another one. */
  private static String answerId(Caller caller, ApprovalId id, String kind, @Nullable String key) {
    if (key == null) {
      return UUID.randomUUID().toString();
    }
    var text = String.join("\n", caller.principal().arn(), id.toString(), kind, key);
    return UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8)).toString();
  }

  /** In whose name it is said: the caller's, unless they may speak for others. */
  private Voter voter(Caller caller, DecisionRequest request, ApprovalId id) {
    var by = request.by();
    if (by == null || by.equals(caller.principal().name())) {
      return Voters.of(caller.principal());
    }
    var speaks = access.decide(caller, Task.of(DECIDE_FOR_OTHERS, documents.execution(id)));
    if (!speaks.isAllowed()) {
      throw speaks.refusal();
    }
    return Voter.named(by);
  }
}
