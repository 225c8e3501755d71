package dev.stateway.api.auth.identity;

import dev.stateway.api.auth.identity.Fields.Problems;
import dev.stateway.api.auth.policy.PolicyDocument;
import dev.stateway.api.auth.policy.PolicyParser;
import dev.stateway.api.auth.policy.PolicyParser.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;

/** Reads the policies of the file: those that have names, and those written where they count. */
final class PolicyReader {
  private final Problems problems;
  private final Map<String, Optional<PolicyDocument>> named = new LinkedHashMap<>();

  PolicyReader(Problems problems, List<Fields> policies) {
    this.problems = problems;
    for (var policy : policies) {
      named.put(
          policy.name(), parse(policy.pointer(), policy.node(), Kind.IDENTITY, policy.name()));
    }
  }

  /** The policies of a member: names of policies, or policies. */
  List<PolicyDocument> read(Fields fields, String member) {
    var policies = new ArrayList<PolicyDocument>();
    for (var element : fields.elements(member)) {
      var policy =
          element.node().isString()
              ? byName(element)
              : parse(
                  element.pointer(),
                  element.node(),
                  Kind.IDENTITY,
                  "policy " + (policies.size() + 1) + " of " + fields.name());
      policy.ifPresent(policies::add);
    }
    return policies;
  }

  private Optional<PolicyDocument> byName(Fields element) {
    var policy = named.get(element.node().stringValue());
    if (policy == null) {
      element.problem("there is no policy " + element.node().stringValue());
      return Optional.empty();
    }
    return policy;
  }

  /** The one policy that a member is. */
  Optional<PolicyDocument> one(Fields fields, String member, Kind kind, String name) {
    var node = fields.take(member);
    if (node.isMissingNode()) {
      fields.problem("has no '" + member + "'");
      return Optional.empty();
    }
    return parse(fields.at(member), node, kind, name);
  }

  private Optional<PolicyDocument> parse(JsonPointer at, JsonNode node, Kind kind, String name) {
    var result = PolicyParser.parse(kind, name, node);
    for (var problem : result.problems()) {
      problems.add(at.append(problem.pointer()), name + ": " + problem.message());
    }
    return result.policy();
  }
}
