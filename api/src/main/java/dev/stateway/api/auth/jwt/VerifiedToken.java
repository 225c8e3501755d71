package dev.stateway.api.auth.jwt;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

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

  /** The texts of a claim that is one or a list of them; a dotted name leads into objects. */
  public List<String> values(String claim) {
    var direct = claims.path(claim);
    if (!direct.isMissingNode()) {
      return texts(direct);
    }
    var node = claims;
    for (var part : claim.split("\\.", -1)) {
      node = node.path(part);
    }
    return texts(node);
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
