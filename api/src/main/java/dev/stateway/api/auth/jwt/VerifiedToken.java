package dev.stateway.api.auth.jwt;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/**
 * A token that was found good.
 *
 * @param issuer who issued it
 * @param subject of whom; empty where it does not say
 * @param claims all it says
 */
public record VerifiedToken(String issuer, String subject, JsonNode claims) {
  /** What it is for: the claim {@code scope}, or {@code scp} of Okta and Entra. */
  public Set<String> scopes() {
    var scopes = new LinkedHashSet<String>();
    var scope = claims.path("scope").isMissingNode() ? claims.path("scp") : claims.path("scope");
    if (scope.isString()) {
      scopes.addAll(Arrays.asList(scope.stringValue().split(" ", -1)));
    } else {
      scopes.addAll(texts(scope));
    }
    scopes.remove("");
    return scopes;
  }

  /**
   * The texts of a claim that is one or a list of them; a dotted name leads into objects, whose
   * members' names may have dots too.
   */
  public List<String> values(String claim) {
    return texts(member(claims, claim));
  }

  private static JsonNode member(JsonNode object, String name) {
    if (object.has(name)) {
      return object.path(name);
    }
    for (var dot = name.indexOf('.'); dot >= 0; dot = name.indexOf('.', dot + 1)) {
      var inner = object.path(name.substring(0, dot));
      var found = member(inner, name.substring(dot + 1));
      if (!found.isMissingNode()) {
        return found;
      }
    }
    return MissingNode.getInstance();
  }

  private static List<String> texts(JsonNode node) {
    if (node.isArray()) {
      return node.valueStream().filter(JsonNode::isString).map(JsonNode::stringValue).toList();
    }
    return node.isString() || node.isNumber() || node.isBoolean()
        ? List.of(node.asString())
        : List.of();
  }

  /**
   * Fails unless it is for one of these.
   *
   * @throws TokenRefused insufficient_scope
   */
  public VerifiedToken requireAnyScope(Set<String> wanted) {
    if (!wanted.isEmpty() && scopes().stream().noneMatch(wanted::contains)) {
      throw new TokenRefused(
          TokenRefused.Kind.INSUFFICIENT_SCOPE, "the token has none of the route's scopes");
    }
    return this;
  }
}
