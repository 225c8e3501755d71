package dev.stateway.api.approval;

import dev.stateway.api.http.JsonAnswer;
import dev.stateway.api.http.RequestRefused;
import dev.stateway.api.http.RequestText;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What somebody says to an approval: the body of {@code POST /approvals/{id}/approve}, {@code
 * /reject} and {@code /delegate}.
 *
 * @param by for whom it is said, where the caller says so; they must be allowed to
 * @param to whom it is handed on, if it is
 * @param comment their words
 * @param formData what they entered
 */
public record DecisionRequest(
    @Nullable String by,
    @Nullable String to,
    @Nullable String comment,
    @Nullable JsonNode formData) {
  private static final int LONGEST_NAME = 256;
  private static final Set<String> OF_DECISIONS = Set.of("by", "comment", "formData");
  private static final Set<String> OF_DELEGATIONS = Set.of("by", "to", "comment");

  /**
   * Reads the body of a decision.
   *
   * @throws RequestRefused it is none of these
   */
  static DecisionRequest decision(String body) {
    return read(body, OF_DECISIONS);
  }

  /**
   * Reads the body of a delegation.
   *
   * @throws RequestRefused it is none of these, or does not say to whom
   */
  static DecisionRequest delegation(String body) {
    var request = read(body, OF_DELEGATIONS);
    if (request.to == null) {
      throw refused("to must say who is to decide");
    }
    return request;
  }

  private static DecisionRequest read(String body, Set<String> members) {
    var tree = RequestText.json(body.isBlank() ? "{}" : body);
    if (!tree.isObject()) {
      throw refused("the body must be an object");
    }
    for (var name : tree.propertyNames()) {
      if (!members.contains(name)) {
        throw refused("there is no member " + name + " in it");
      }
    }
    return new DecisionRequest(
        name(tree, "by"), name(tree, "to"), text(tree, "comment"), tree.get("formData"));
  }

  private static @Nullable String name(JsonNode tree, String member) {
    var name = text(tree, member);
    if (name != null && name.length() > LONGEST_NAME) {
      throw refused(member + " may have " + LONGEST_NAME + " characters");
    }
    return name == null || name.isBlank() ? null : name;
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
