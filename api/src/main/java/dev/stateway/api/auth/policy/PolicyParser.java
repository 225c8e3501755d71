package dev.stateway.api.auth.policy;

import dev.stateway.api.auth.policy.Statement.Effect;
import dev.stateway.translator.JsonText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;

/**
 * Reads policies; everything that is wrong with one is told at once, each with its place.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html">Grammar
 *     of the IAM JSON policy language</a>
 */
public final class PolicyParser {
  private static final String CURRENT_VERSION = "2012-10-17";
  private static final Set<String> VERSIONS = Set.of(CURRENT_VERSION, "2008-10-17");
  private static final Set<String> MEMBERS = Set.of("Version", "Id", "Statement");
  private static final Set<String> STATEMENT_MEMBERS =
      Set.of(
          "Sid",
          "Effect",
          "Principal",
          "NotPrincipal",
          "Action",
          "NotAction",
          "Resource",
          "NotResource",
          "Condition");
  private static final Set<String> PRINCIPAL_KINDS =
      Set.of(Principals.AWS, Principals.FEDERATED, Principals.SERVICE, "CanonicalUser");
  private static final Pattern ACTION = Pattern.compile("\\*|[A-Za-z0-9-]+:[A-Za-z0-9*?]+");

  private final Kind kind;
  private final PolicyMembers members = new PolicyMembers();
  private boolean variables;

  private PolicyParser(Kind kind) {
    this.kind = kind;
  }

  /** What a policy is attached to. */
  public enum Kind {
    /** A user, group, role or session: it says nothing of principals. */
    IDENTITY,
    /** A resource: it says whom it is about. */
    RESOURCE,
    /** A role: who may assume it. */
    TRUST
  }

  /**
   * Something wrong in a policy.
   *
   * @param pointer where
   * @param message what
   */
  public record Problem(JsonPointer pointer, String message) {
    @Override
    public String toString() {
      return (pointer.toString().isEmpty() ? "policy" : pointer) + ": " + message;
    }
  }

  /** A policy, or everything that is wrong with it. */
  public record Result(Optional<PolicyDocument> policy, List<Problem> problems) {
    public Result {
      problems = List.copyOf(problems);
    }
  }

  /** Reads a policy. */
  public static Result parse(Kind kind, String name, JsonNode policy) {
    var parser = new PolicyParser(kind);
    var statements = parser.statements(policy);
    return parser.members.problems().isEmpty()
        ? new Result(
            Optional.of(new PolicyDocument(name, statements, JsonText.write(policy))), List.of())
        : new Result(Optional.empty(), parser.members.problems());
  }

  private List<Statement> statements(JsonNode policy) {
    var root = JsonPointer.empty();
    if (!policy.isObject()) {
      members.problem(root, "a policy must be an object");
      return List.of();
    }
    members.checkMembers(root, policy, MEMBERS);
    var version = policy.path("Version");
    if (!version.isMissingNode() && !VERSIONS.contains(version.asString(""))) {
      members.problem(root.appendProperty("Version"), "Version must be " + CURRENT_VERSION);
    }
    variables = version.asString("").equals(CURRENT_VERSION);
    var at = root.appendProperty("Statement");
    var value = policy.path("Statement");
    if (value.isObject()) {
      return List.of(statement(at, value, 0));
    }
    if (!value.isArray()) {
      members.problem(at, "a policy must have a Statement: an object, or a list of objects");
      return List.of();
    }
    var statements = new ArrayList<Statement>();
    for (var i = 0; i < value.size(); i++) {
      statements.add(statement(at.appendIndex(i), value.get(i), i));
    }
    return statements;
  }

  private Statement statement(JsonPointer at, JsonNode node, int index) {
    if (node.isObject()) {
      members.checkMembers(at, node, STATEMENT_MEMBERS);
    } else {
      members.problem(at, "a statement must be an object");
    }
    var sid = node.path("Sid");
    if (!sid.isMissingNode() && !sid.isString()) {
      members.problem(at.appendProperty("Sid"), "Sid must be text");
    }
    var action = one(at, node, "Action", "NotAction", true);
    var resource = one(at, node, "Resource", "NotResource", kind != Kind.TRUST);
    if (kind == Kind.TRUST && resource != null) {
      members.problem(at.appendProperty(resource), "a trust policy has no " + resource);
    }
    return new Statement(
        sid.isString() ? sid.stringValue() : "statement " + (index + 1),
        effect(at, node),
        principals(at, node),
        actions(at, node, action),
        "NotAction".equals(action),
        resource == null ? null : resources(at, node, resource),
        "NotResource".equals(resource),
        new ConditionParser(members, variables)
            .conditions(at.appendProperty("Condition"), node.path("Condition")));
  }

  private Effect effect(JsonPointer at, JsonNode node) {
    var effect = node.path("Effect").asString("");
    if (!effect.equals("Allow") && !effect.equals("Deny")) {
      members.problem(at.appendProperty("Effect"), "Effect must be Allow or Deny");
    }
    return effect.equals("Allow") ? Effect.ALLOW : Effect.DENY;
  }

  /** The one of two members that is there; noted where both are, or none but one has to be. */
  private @Nullable String one(
      JsonPointer at, JsonNode node, String name, String negated, boolean required) {
    if (node.has(name) && node.has(negated)) {
      members.problem(at.appendProperty(negated), name + " and " + negated + " exclude each other");
    }
    if (node.has(name)) {
      return name;
    }
    if (node.has(negated)) {
      return negated;
    }
    if (required) {
      members.problem(at, "a statement must have " + name + " or " + negated);
    }
    return null;
  }

  private List<TextPattern> actions(JsonPointer at, JsonNode node, @Nullable String member) {
    var patterns = new ArrayList<TextPattern>();
    List<Map.Entry<JsonPointer, String>> texts =
        member == null ? List.of() : members.texts(at, node, member);
    for (var text : texts) {
      if (!ACTION.matcher(text.getValue()).matches()) {
        members.problem(
            text.getKey(), "'" + text.getValue() + "' is not an action like states:Start*");
      }
      patterns.add(TextPattern.of(text.getValue().toLowerCase(Locale.ROOT), false));
    }
    return patterns;
  }

  private List<TextPattern> resources(JsonPointer at, JsonNode node, String member) {
    var patterns = new ArrayList<TextPattern>();
    for (var text : members.texts(at, node, member)) {
      if (!text.getValue().equals("*") && !text.getValue().startsWith("arn:")) {
        members.problem(text.getKey(), "'" + text.getValue() + "' is neither * nor an ARN");
      }
      patterns.add(TextPattern.of(text.getValue(), variables));
    }
    return patterns;
  }

  private @Nullable Principals principals(JsonPointer at, JsonNode node) {
    var member = one(at, node, "Principal", "NotPrincipal", kind != Kind.IDENTITY);
    if (member == null) {
      return null;
    }
    var here = at.appendProperty(member);
    if (kind == Kind.IDENTITY) {
      members.problem(here, "the policy of an identity has no " + member);
    }
    var negated = member.equals("NotPrincipal");
    var value = node.path(member);
    if (value.isString() && value.stringValue().equals(Principals.EVERYONE)) {
      return new Principals(negated, Map.of(Principals.AWS, List.of(Principals.EVERYONE)));
    }
    if (!value.isObject() || value.isEmpty()) {
      members.problem(here, member + " must be \"*\" or an object like {\"AWS\": \"arn:...\"}");
      return null;
    }
    var byKind = new LinkedHashMap<String, List<String>>();
    for (var name : value.propertyNames()) {
      if (!PRINCIPAL_KINDS.contains(name)) {
        members.problem(here.appendProperty(name), "there are no principals of the kind " + name);
      }
      byKind.put(name, members.texts(here, value, name).stream().map(Map.Entry::getValue).toList());
    }
    return new Principals(negated, byKind);
  }
}
