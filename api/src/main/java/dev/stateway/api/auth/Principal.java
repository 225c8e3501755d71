package dev.stateway.api.auth;

import dev.stateway.api.auth.policy.PolicyDocument;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who sends a request, however they proved it.
 *
 * @param type what kind of identity it is
 * @param arn who it is; of a session, the session's own ARN
 * @param principalArn who policies know it as: of a session, the role's ARN
 * @param userId {@code aws:userid}
 * @param name of a user; of a session, the session's
 * @param groups groups whose policies it has besides its own
 * @param tags its tags
 * @param claims condition keys from the token it proved itself with, e.g. {@code ISSUER:sub}
 * @param sessionPolicies what its session was limited to; empty for no limit
 * @param issuedAt since when its session is; absent for long-term credentials
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html">Principal</a>
 */
public record Principal(
    Type type,
    String arn,
    String principalArn,
    String userId,
    String name,
    List<String> groups,
    Map<String, String> tags,
    Map<String, List<String>> claims,
    List<PolicyDocument> sessionPolicies,
    @Nullable Instant issuedAt) {
  private static final int ACCOUNT_PART = 4;
  private static final int ARN_PARTS = 6;

  public Principal {
    groups = List.copyOf(groups);
    tags = Map.copyOf(tags);
    claims = Map.copyOf(claims);
    sessionPolicies = List.copyOf(sessionPolicies);
  }

  /** What kind of identity it is, in the words of {@code aws:PrincipalType}. */
  public enum Type {
    /** A user with long-term credentials. */
    USER("User"),
    /** A session of a role. */
    ASSUMED_ROLE("AssumedRole"),
    /** A session of a role that nothing is known of, as those of state machines may be. */
    UNKNOWN_ROLE("AssumedRole"),
    /** The holder of an issuer's token, of no role, with the policies of their groups. */
    FEDERATED_USER("FederatedUser"),
    /** The holder of an issuer's token that asks to assume a role. */
    WEB_IDENTITY("FederatedUser");

    private final String text;

    Type(String text) {
      this.text = text;
    }
  }

  /** The account it is of. */
  public String account() {
    return arn.split(":", ARN_PARTS)[ACCOUNT_PART];
  }

  /**
   * What conditions can ask of it.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principal-properties">Properties
   *     of the principal</a>
   */
  public Map<String, List<String>> conditionKeys() {
    var keys = new HashMap<>(claims);
    keys.put("aws:PrincipalArn", List.of(principalArn));
    keys.put("aws:PrincipalAccount", List.of(account()));
    keys.put("aws:PrincipalType", List.of(type.text));
    keys.put("aws:userid", List.of(userId));
    if (type == Type.USER) {
      keys.put("aws:username", List.of(name));
    }
    if (issuedAt != null) {
      keys.put("aws:TokenIssueTime", List.of(issuedAt.toString()));
    }
    tags.forEach((key, value) -> keys.put("aws:PrincipalTag/" + key, List.of(value)));
    return keys;
  }
}
