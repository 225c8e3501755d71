package dev.stateway.api.auth.policy;

import dev.stateway.api.auth.Principal;
import java.util.List;
import java.util.Map;

/**
 * Whom a statement is about.
 *
 * @param negated whether it is {@code NotPrincipal}: all but these
 * @param byKind the values by kind: {@code AWS}, {@code Federated}, {@code Service}
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html">Principal</a>
 */
record Principals(boolean negated, Map<String, List<String>> byKind) {
  static final String AWS = "AWS";
  static final String FEDERATED = "Federated";
  static final String SERVICE = "Service";
  static final String EVERYONE = "*";

  Principals {
    byKind = Map.copyOf(byKind);
  }

  /** How much a statement is about a principal. */
  enum Match {
    NONE,
    /** It names its account: what the account's own policies allow, this allows too. */
    ACCOUNT,
    /** It names the principal itself, or everyone. */
    DIRECT
  }

  Match match(Principal principal) {
    var named = named(principal);
    if (negated) {
      return named == Match.NONE ? Match.DIRECT : Match.NONE;
    }
    return named;
  }

  /** How much it is about an AWS service, e.g. {@code states.amazonaws.com}. */
  Match match(String service) {
    var named =
        byKind.getOrDefault(SERVICE, List.of()).stream().anyMatch(name -> isOf(service, name))
            || byKind.getOrDefault(AWS, List.of()).contains(EVERYONE);
    return named != negated ? Match.DIRECT : Match.NONE;
  }

  /** A service has a name of its own in each region too: {@code states.us-east-1.amazonaws.com}. */
  private static boolean isOf(String service, String name) {
    var dot = service.indexOf('.');
    return name.equals(service)
        || (name.startsWith(service.substring(0, dot + 1))
            && name.endsWith(service.substring(dot)));
  }

  private Match named(Principal principal) {
    var kind = principal.type() == Principal.Type.WEB_IDENTITY ? FEDERATED : AWS;
    var values = byKind.getOrDefault(kind, List.of());
    if (values.contains(principal.arn()) || values.contains(principal.principalArn())) {
      return Match.DIRECT;
    }
    if (byKind.getOrDefault(AWS, List.of()).contains(EVERYONE)) {
      return Match.DIRECT;
    }
    var root = "arn:aws:iam::" + principal.account() + ":root";
    var isOfAccount = principal.type() != Principal.Type.WEB_IDENTITY;
    return isOfAccount && (values.contains(principal.account()) || values.contains(root))
        ? Match.ACCOUNT
        : Match.NONE;
  }
}
