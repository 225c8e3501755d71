package dev.stateway.api.auth.policy;

import dev.stateway.api.auth.policy.PolicyParser.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;

/** Reads the members of a policy's parts, and notes what is wrong with them. */
final class PolicyMembers {
  private final List<Problem> problems = new ArrayList<>();

  /** Everything that was noted. */
  List<Problem> problems() {
    return problems;
  }

  /** The texts of a member that is one, or a list of them; numbers and truth values are texts. */
  List<Map.Entry<JsonPointer, String>> texts(JsonPointer at, JsonNode node, String member) {
    var here = at.appendProperty(member);
    var value = node.path(member);
    var texts = new ArrayList<Map.Entry<JsonPointer, String>>();
    if (!value.isArray()) {
      text(here, value, member).ifPresent(text -> texts.add(Map.entry(here, text)));
      return texts;
    }
    if (value.isEmpty()) {
      problem(here, member + " must not be empty");
    }
    for (var i = 0; i < value.size(); i++) {
      var element = here.appendIndex(i);
      text(element, value.get(i), member).ifPresent(text -> texts.add(Map.entry(element, text)));
    }
    return texts;
  }

  private Optional<String> text(JsonPointer at, JsonNode value, String member) {
    if (value.isString() || value.isNumber() || value.isBoolean()) {
      return Optional.of(value.asString());
    }
    problem(at, member + " must be text, or a list of texts");
    return Optional.empty();
  }

  /** Notes members that are not known. */
  void checkMembers(JsonPointer at, JsonNode node, Set<String> known) {
    for (var name : node.propertyNames()) {
      if (!known.contains(name)) {
        problem(at.appendProperty(name), "there is no member " + name);
      }
    }
  }

  /** Notes a problem. */
  void problem(JsonPointer at, String message) {
    problems.add(new Problem(at, message));
  }
}
