package dev.stateway.api.auth.identity;

import dev.stateway.api.auth.jwt.JwtIssuer;
import dev.stateway.api.auth.policy.PolicyDocument;
import dev.stateway.api.auth.policy.ResourcePattern;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Everything that {@code identities.yaml} says.
 *
 * @param users by name
 * @param groups policies by the group's name
 * @param roles by ARN
 * @param issuers by the issuer's name
 * @param accessKeys by id
 * @param apiKeys by the SHA-256 of the key, in hexadecimal digits
 * @param resourcePolicies policies of resources
 * @param awsPrincipals who of AWS itself may have keys of which role
 * @param regions for which signatures are taken; empty for any
 * @param allowsUnknownRoles whether roles of state machines and routes may do everything that are
 *     not among these, or nothing
 */
public record Identities(
    Map<String, User> users,
    Map<String, List<PolicyDocument>> groups,
    Map<String, Role> roles,
    Map<String, Issuer> issuers,
    Map<String, AccessKey> accessKeys,
    Map<String, ApiKey> apiKeys,
    List<ResourcePolicy> resourcePolicies,
    List<AwsPrincipal> awsPrincipals,
    Set<String> regions,
    boolean allowsUnknownRoles) {
  public Identities {
    users = ordered(users);
    groups = ordered(groups);
    roles = ordered(roles);
    issuers = ordered(issuers);
    accessKeys = ordered(accessKeys);
    apiKeys = ordered(apiKeys);
    resourcePolicies = List.copyOf(resourcePolicies);
    awsPrincipals = List.copyOf(awsPrincipals);
    regions = Set.copyOf(regions);
  }

  private static <V> Map<String, V> ordered(Map<String, V> map) {
    return Collections.unmodifiableMap(new LinkedHashMap<>(map));
  }

  /** Somebody with long-term credentials. */
  public record User(
      String name,
      String arn,
      List<String> groups,
      List<PolicyDocument> policies,
      Map<String, String> tags) {
    public User {
      groups = List.copyOf(groups);
      policies = List.copyOf(policies);
      tags = Map.copyOf(tags);
    }
  }

  /** What can be assumed by whom its trust policy says. */
  public record Role(
      String name,
      String arn,
      PolicyDocument trust,
      List<PolicyDocument> policies,
      Map<String, String> tags,
      Duration longestSession) {
    public Role {
      policies = List.copyOf(policies);
      tags = Map.copyOf(tags);
    }
  }

  /** An issuer, and which of its tokens stand for which role and groups. */
  public record Issuer(
      JwtIssuer jwt,
      String providerArn,
      List<ClaimRule> roles,
      List<ClaimRule> groups,
      Optional<Login> login) {
    public Issuer {
      roles = List.copyOf(roles);
      groups = List.copyOf(groups);
    }

    /** What the condition keys of its claims begin with. */
    public String keyPrefix() {
      return jwt.issuer().replaceFirst("^https?://", "").replaceFirst("/$", "") + ":";
    }
  }

  /**
   * How people with browsers sign in at an issuer.
   *
   * @param name what they know the issuer by
   * @param clientId as what the issuer knows Stateway
   * @param clientSecret what proves it; absent for a public client
   * @param scopes what is asked for, {@code openid} among it
   */
  public record Login(
      String name, String clientId, Optional<Secret> clientSecret, List<String> scopes) {
    public Login {
      scopes = List.copyOf(scopes);
    }
  }

  /** A value of a claim, and the role's ARN or the group that it stands for. */
  public record ClaimRule(String claim, ResourcePattern value, String target) {}

  /** A key that requests are signed with. */
  public record AccessKey(String id, Secret secret, String user, @Nullable Instant expires) {}

  /** A key that is sent as it is; only its hash is kept. */
  public record ApiKey(String name, String user, @Nullable Instant expires) {}

  /** The policy of all resources whose ARNs are of a pattern. */
  public record ResourcePolicy(ResourcePattern resource, PolicyDocument policy) {}

  /** Principals of AWS itself whose ARNs are of a pattern, and the role that they may assume. */
  public record AwsPrincipal(ResourcePattern arn, String role) {}
}
