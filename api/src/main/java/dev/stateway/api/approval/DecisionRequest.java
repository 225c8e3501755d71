package dev.stateway.api.approval;

import dev.stateway.api.http.JsonAnswer;
import dev.stateway.api.http.RequestRefused;
import dev.stateway.api.http.RequestText;
import dev.stateway.workflows.approval.ApprovalDecision;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What somebody decides: the body of {@code POST /approvals/{id}}.
 *
 * @param decision {@code approve} or {@code reject}
 * @param by for whom it is decided, where the caller says so; they must be allowed to
 * @param comment their words
 * @param formData what they entered
 */
record DecisionRequest(
    ApprovalDecision.Choice decision,
    @Nullable String by,
    @Nullable String comment,
    @Nullable JsonNode formData) {
  private static final int LONGEST_NAME = 256;
  private static final Set<String> MEMBERS = Set.of("decision", "by", "comment", "formData");

  /**
   * Reads a body.
   *
   * @throws RequestRefused it is none of these
   */
  static DecisionRequest read(String body) {
    var tree = RequestText.json(body.isBlank() ? "{}" : body);
    if (!tree.isObject()) {
      throw refused("the body must be an object with a decision");
    }
    for (var name : tree.propertyNames()) {
      if (!MEMBERS.contains(name)) {
        throw refused("there is no member " + name + " in a decision");
      }
    }
    var by = text(tree, "by");
    if (by != null && by.length() > LONGEST_NAME) {
      throw refused("by may have " + LONGEST_NAME + " characters");
    }
    return new DecisionRequest(
        decision(tree),
        by == null || by.isBlank() ? null : by,
        text(tree, "comment"),
        tree.get("formData"));
  }

  private static ApprovalDecision.Choice decision(JsonNode tree) {
    return switch (tree.path("decision").asString("")) {
      case "approve" -> ApprovalDecision.Choice.APPROVE;
      case "reject" -> ApprovalDecision.Choice.REJECT;
      default -> throw refused("decision must be \"approve\" or \"reject\"");
    };
  }

  private static @Nullable String text(JsonNode tree, String name) {
    var value = tree.path(name);
    if (value.isMissingNode() || value.isNull()) {
      return null;
    }
    if (!value.isString()) {
      throw refused(name + " must be text");
    }
    return value.stringValue();
  }

  private static RequestRefused refused(String why) {
    return new RequestRefused(JsonAnswer.message(400, "Invalid decision: " + why));
  }
}
