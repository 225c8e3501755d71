package dev.stateway.api.approval;

import dev.stateway.api.StatewayProperties;
import dev.stateway.api.arn.StatesArn;
import dev.stateway.translator.JsonText;
import dev.stateway.workflows.approval.ApprovalView;
import java.util.Locale;
import tools.jackson.databind.node.ObjectNode;

/** Approvals as clients see them. */
final class ApprovalDocuments {
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
  String execution(ApprovalId id) {
    return new StatesArn.Execution(place, id.stateMachine(), id.execution()).toString();
  }

  ObjectNode document(ApprovalId id, ApprovalView view) {
    var body = pending(id);
    body.put("status", view.status().name());
    body.put("stateName", view.stateName());
    body.put("requestedAt", view.requestedAt().toString());
    if (view.title() != null) {
      body.put("title", view.title());
    }
    if (view.description() != null) {
      body.put("description", view.description());
    }
    if (view.details() != null) {
      body.set("details", view.details());
    }
    if (view.decision() != null) {
      put(body.putObject("decision"), view.decision());
    }
    return body;
  }

  private static void put(ObjectNode body, ApprovalView.Decision decision) {
    body.put("decision", decision.decision().name().toLowerCase(Locale.ROOT));
    body.put("by", decision.by());
    if (decision.comment() != null) {
      body.put("comment", decision.comment());
    }
    if (decision.formData() != null) {
      body.set("formData", decision.formData());
    }
    body.put("at", decision.at().toString());
  }

  /** Why a decision came too late. */
  static String lateness(ApprovalView view) {
    var decision = view.decision();
    return switch (view.status()) {
      case PENDING -> "This approval has no decision yet";
      case EXPIRED -> "This approval has expired";
      case CANCELLED -> "Nobody waits for this approval any more";
      case APPROVED, REJECTED ->
          "This approval was already "
              + view.status().name().toLowerCase(Locale.ROOT)
              + (decision == null ? "" : " by " + decision.by() + " at " + decision.at());
    };
  }
}
