package dev.stateway.api.approval;

import dev.stateway.api.StatewayProperties;
import dev.stateway.api.arn.StatesArn;
import dev.stateway.translator.JsonText;
import dev.stateway.translator.form.FormSchema.Problem;
import dev.stateway.workflows.approval.ApprovalDelegation;
import dev.stateway.workflows.approval.ApprovalNotice;
import dev.stateway.workflows.approval.ApprovalView;
import dev.stateway.workflows.approval.ApprovalVote;
import dev.stateway.workflows.approval.Refusal;
import dev.stateway.workflows.approval.RefusedAnswer;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Approvals as clients see them. */
public final class ApprovalDocuments {
  /** Of what the form refuses. */
  static final String NOT_VALID = "formData is not what the form of the approval wants";

  private final StatesArn.Place place;

  ApprovalDocuments(StatewayProperties properties) {
    place = new StatesArn.Place("aws", properties.region(), properties.account());
  }

  /** One of which no more is known than that somebody waits for it. */
  ObjectNode pending(ApprovalId id) {
    var body = JsonText.MAPPER.createObjectNode();
    body.put("id", id.toString());
    body.put("executionArn", execution(id));
    body.put("status", ApprovalView.Status.PENDING.name());
    return body;
  }

  /** The ARN of the execution that waits for it. */
  public String execution(ApprovalId id) {
    return executionOf(id.workflowId());
  }

  /** The ARN of the execution that a workflow is. */
  String executionOf(String workflowId) {
    return place.prefix() + "execution:" + workflowId;
  }

  /** The ARN of a state machine. */
  String stateMachine(String name) {
    return new StatesArn.StateMachine(place, name, null).toString();
  }

  ObjectNode document(ApprovalId id, ApprovalView view) {
    var body = pending(id);
    body.put("status", view.status().name());
    body.put("stateName", view.stateName());
    body.put("requestedAt", view.requestedAt().toString());
    putTime(body, "expiresAt", view.expiresAt());
    putTime(body, "escalatedAt", view.escalatedAt());
    var terms = view.terms();
    putText(body, "title", terms.title());
    putText(body, "description", terms.description());
    putTree(body, "details", terms.details());
    putTree(body, "form", terms.form());
    putTree(body, "approvers", terms.arguments().get("Approvers"));
    body.put("quorum", terms.quorum());
    body.put("rejectQuorum", terms.rejectQuorum());
    body.put("excludeInitiator", terms.excludesInitiator());
    var votes = body.putArray("votes");
    view.votes().forEach(vote -> put(votes.addObject(), vote));
    view.decidingVote().ifPresent(vote -> put(body.putObject("decision"), vote));
    var delegations = body.putArray("delegations");
    view.delegations().forEach(delegation -> put(delegations.addObject(), delegation));
    var notices = body.putArray("notices");
    view.notices().forEach(notice -> put(notices.addObject(), notice));
    if (!view.refused().isEmpty()) {
      var refused = body.putArray("refused");
      view.refused().forEach(answer -> put(refused.addObject(), answer));
    }
    return body;
  }

  private static void put(ObjectNode body, RefusedAnswer answer) {
    body.put("by", answer.voter().name());
    body.put("message", refusal(answer.why()));
    body.put("at", answer.at().toString());
    if (!answer.problems().isEmpty()) {
      putProblems(body, answer.problems());
    }
  }

  /** What is wrong with what was entered. */
  static void putProblems(ObjectNode body, List<Problem> problems) {
    var errors = body.putArray("errors");
    problems.forEach(problem ->
        errors
            .addObject()
            .put("pointer", "/formData" + problem.pointer())
            .put("message", problem.message()));
  }

  private static void put(ObjectNode body, ApprovalVote vote) {
    body.put("decision", vote.decision().name().toLowerCase(Locale.ROOT));
    body.put("by", vote.voter().name());
    putText(body, "byArn", vote.voter().arn());
    putText(body, "comment", vote.comment());
    putTree(body, "formData", vote.formData());
    body.put("at", vote.at().toString());
  }

  private static void put(ObjectNode body, ApprovalDelegation.Recorded delegation) {
    body.put("by", delegation.by().name());
    body.put("to", delegation.to());
    putText(body, "comment", delegation.comment());
    body.put("at", delegation.at().toString());
  }

  private static void put(ObjectNode body, ApprovalNotice notice) {
    body.put("occasion", notice.occasion().name());
    body.put("channel", notice.channel());
    // The address of a webhook is a secret of its own.
    body.put("target", notice.channel().equals("Webhook") ? "" : notice.target());
    body.put("status", notice.status().name());
    body.put("at", notice.at().toString());
    putText(body, "error", notice.error());
  }

  private static void putText(ObjectNode body, String name, @Nullable String text) {
    if (text != null) {
      body.put(name, text);
    }
  }

  private static void putTime(ObjectNode body, String name, @Nullable Object time) {
    putText(body, name, time == null ? null : time.toString());
  }

  private static void putTree(ObjectNode body, String name, @Nullable JsonNode tree) {
    if (tree != null) {
      body.set(name, tree);
    }
  }

  /** Why an answer came too late. */
  public static String lateness(ApprovalView view) {
    return lateness(view, vote -> " at " + vote.at());
  }

  /** The same with words of one's own for when it was decided. */
  public static String lateness(ApprovalView view, Function<ApprovalVote, String> time) {
    return switch (view.status()) {
      case PENDING -> "This approval has no decision yet";
      case EXPIRED -> "This approval has expired";
      case CANCELLED -> "Nobody waits for this approval any more";
      case APPROVED, REJECTED ->
          "This approval was already "
              + view.status().name().toLowerCase(Locale.ROOT)
              + view.decidingVote()
                  .map(vote -> " by " + vote.voter().name() + time.apply(vote))
                  .orElse("");
    };
  }

  /** Why an answer of somebody does not count. */
  public static String refusal(Refusal why) {
    return switch (why) {
      case HAS_VOTED -> "You have decided on this approval already";
      case IS_INITIATOR -> "Who started the execution may not decide on this approval";
      case IS_NO_APPROVER -> "You are none of the approvers of this approval";
      case HAS_NO_LINKS -> "This approval is not decided by links";
      case IS_NOT_VALID -> NOT_VALID;
      case IS_A_LINK -> "A link decides, and hands nothing on";
      case IS_TO_NOBODY -> "Hand it on to somebody else, by name or ARN";
      case IS_TO_INITIATOR ->
          "Who started the execution may not decide on this approval for others";
      case IS_TO_WHO_HAS_VOTED -> "Whom it is handed on to has decided on this approval already";
    };
  }
}
