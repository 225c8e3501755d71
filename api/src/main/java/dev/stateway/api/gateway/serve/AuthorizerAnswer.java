package dev.stateway.api.gateway.serve;

import dev.stateway.api.auth.policy.Evaluation;
import dev.stateway.api.auth.policy.PolicyDocument;
import dev.stateway.api.auth.policy.PolicyParser;
import dev.stateway.api.auth.policy.RequestContext;
import dev.stateway.translator.JsonText;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * What a Lambda authorizer said: whom it recognised, and what they may.
 *
 * @param principalId whom; absent in a simple answer
 * @param allowed of a simple answer: whether everything, or nothing
 * @param policy else: what
 * @param context what it says of them besides, an object
 */
record AuthorizerAnswer(
    @Nullable String principalId,
    boolean allowed,
    @Nullable PolicyDocument policy,
    JsonNode context) {
  private static final String ACTION = "execute-api:Invoke";

  /** Reads an answer; empty if it is none that API Gateway takes. */
  static Optional<AuthorizerAnswer> read(String payload, boolean simple) {
    JsonNode answer;
    try {
      answer = JsonText.parse(payload);
    } catch (JacksonException notJson) {
      return Optional.empty();
    }
    var context = answer.path("context");
    if (!context.isObject() && !context.isMissingNode() && !context.isNull()) {
      return Optional.empty();
    }
    var object = context.isObject() ? context : JsonText.MAPPER.createObjectNode();
    return simple ? simple(answer, object) : withPolicy(answer, object);
  }

  private static Optional<AuthorizerAnswer> simple(JsonNode answer, JsonNode context) {
    var allowed = answer.path("isAuthorized");
    return allowed.isBoolean()
        ? Optional.of(new AuthorizerAnswer(null, allowed.booleanValue(), null, context))
        : Optional.empty();
  }

  private static Optional<AuthorizerAnswer> withPolicy(JsonNode answer, JsonNode context) {
    var principal = answer.path("principalId");
    if (!principal.isString()) {
      return Optional.empty();
    }
    return PolicyParser.parse(
            PolicyParser.Kind.IDENTITY, "policy of the authorizer", answer.path("policyDocument"))
        .policy()
        .map(policy -> new AuthorizerAnswer(principal.stringValue(), false, policy, context));
  }

  /** Whether it allows a request to this ARN, with these condition keys. */
  boolean allows(String arn, Map<String, List<String>> keys) {
    if (policy == null) {
      return allowed;
    }
    var request = new Evaluation.Request(ACTION, arn, RequestContext.of(keys));
    return Evaluation.of(List.of(policy), request).verdict() == Evaluation.Verdict.ALLOW;
  }

  /** What {@code $context.authorizer} names; the whole of it as JSON for events of functions. */
  Map<String, String> variables() {
    var variables = new HashMap<String, String>();
    for (var member : context.properties()) {
      var value = member.getValue();
      variables.put(
          "authorizer." + member.getKey(),
          value.isString() ? value.stringValue() : JsonText.write(value));
    }
    variables.put("authorizer", JsonText.write(context));
    if (principalId != null) {
      variables.put("authorizer.principalId", principalId);
    }
    return variables;
  }
}
