package dev.stateway.api.auth.identity;

import dev.stateway.api.auth.IncomingRequest;
import dev.stateway.api.auth.Principal;
import dev.stateway.api.auth.identity.Identities.ClaimRule;
import dev.stateway.api.auth.identity.Identities.Issuer;
import dev.stateway.api.auth.identity.Identities.Role;
import dev.stateway.api.auth.identity.Identities.User;
import dev.stateway.api.auth.jwt.VerifiedToken;
import dev.stateway.api.auth.policy.PolicyDocument;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes principals of what there is in the file. */
public final class Principals {
  private static final int UNIQUE_ID_LENGTH = 17;
  private static final int LONGEST_SESSION_NAME = 64;
  private static final int ACCOUNT_PART = 4;

  private Principals() {}

  /** A user; in a session since some time, or with long-term credentials. */
  public static Principal user(User user, @Nullable Instant issuedAt) {
    return new Principal(
        Principal.Type.USER,
        user.arn(),
        user.arn(),
        uniqueId("AIDA", user.arn()),
        user.name(),
        user.groups(),
        user.tags(),
        Map.of(),
        List.of(),
        issuedAt);
  }

  /**
   * What a session of a role is besides the role's.
   *
   * @param name its name
   * @param tags its own tags
   * @param claims condition keys from the token it was got with
   * @param policies what it is limited to; empty for no limit
   * @param issuedAt since when it is
   */
  public record Session(
      String name,
      Map<String, String> tags,
      Map<String, List<String>> claims,
      List<PolicyDocument> policies,
      Instant issuedAt) {}

  /** A session of a role. */
  public static Principal session(Role role, Session session) {
    var tags = new HashMap<>(role.tags());
    tags.putAll(session.tags());
    return new Principal(
        Principal.Type.ASSUMED_ROLE,
        "arn:aws:sts::%s:assumed-role/%s/%s"
            .formatted(account(role.arn()), role.name(), session.name()),
        role.arn(),
        roleId(role) + ":" + session.name(),
        session.name(),
        List.of(),
        tags,
        session.claims(),
        session.policies(),
        session.issuedAt());
  }

  /** A session of a role that the file does not have. */
  static Principal unknownRole(String roleArn, String sessionName, Instant issuedAt) {
    var name = roleArn.substring(roleArn.lastIndexOf('/') + 1);
    return new Principal(
        Principal.Type.UNKNOWN_ROLE,
        "arn:aws:sts::%s:assumed-role/%s/%s".formatted(account(roleArn), name, sessionName),
        roleArn,
        uniqueId("AROA", roleArn) + ":" + sessionName,
        sessionName,
        List.of(),
        Map.of(),
        Map.of(),
        List.of(),
        issuedAt);
  }

  /** The unique id of a role. */
  public static String roleId(Role role) {
    return uniqueId("AROA", role.arn());
  }

  /** The holder of a token: a session of the role it stands for, else a member of its groups. */
  public static Principal holder(VerifiedToken token, Issuer issuer, Identities identities) {
    var claims = claims(token, issuer);
    var name = sessionName(token.subject());
    var issuedAt = Instant.ofEpochSecond(token.claims().path("iat").asLong(0));
    var role = first(token, issuer.roles()).map(identities.roles()::get);
    if (role.isPresent()) {
      return session(role.get(), new Session(name, Map.of(), claims, List.of(), issuedAt));
    }
    var arn = "arn:aws:sts::" + account(issuer.providerArn()) + ":federated-user/" + name;
    return new Principal(
        Principal.Type.FEDERATED_USER,
        arn,
        arn,
        account(issuer.providerArn()) + ":" + name,
        name,
        all(token, issuer.groups()),
        Map.of(),
        claims,
        List.of(),
        issuedAt);
  }

  /** Whoever holds a token and asks to assume a role. */
  public static Principal webIdentity(VerifiedToken token, Issuer issuer) {
    return new Principal(
        Principal.Type.WEB_IDENTITY,
        issuer.providerArn(),
        issuer.providerArn(),
        token.subject(),
        token.subject(),
        List.of(),
        Map.of(),
        claims(token, issuer),
        List.of(),
        null);
  }

  private static Optional<String> first(VerifiedToken token, List<ClaimRule> rules) {
    return rules.stream().filter(rule -> applies(token, rule)).map(ClaimRule::target).findFirst();
  }

  private static List<String> all(VerifiedToken token, List<ClaimRule> rules) {
    return rules.stream()
        .filter(rule -> applies(token, rule))
        .map(ClaimRule::target)
        .distinct()
        .toList();
  }

  private static boolean applies(VerifiedToken token, ClaimRule rule) {
    return token.values(rule.claim()).stream().anyMatch(rule.value()::matches);
  }

  private static Map<String, List<String>> claims(VerifiedToken token, Issuer issuer) {
    var keys = new HashMap<String, List<String>>();
    for (var claim : token.claims().propertyNames()) {
      var values = token.values(claim);
      if (!values.isEmpty()) {
        keys.put(issuer.keyPrefix() + claim, values);
      }
    }
    keys.put(issuer.keyPrefix() + "scope", List.copyOf(token.scopes()));
    return keys;
  }

  /** A session's name of any text: what a name may not have becomes a hyphen. */
  static String sessionName(String text) {
    var name = text.replaceAll("[^A-Za-z0-9_+=,.@-]", "-");
    return name.isEmpty()
        ? "unknown"
        : name.substring(0, Math.min(name.length(), LONGEST_SESSION_NAME));
  }

  private static String account(String arn) {
    return arn.split(":", -1)[ACCOUNT_PART];
  }

  private static String uniqueId(String prefix, String arn) {
    return prefix
        + IncomingRequest.sha256(arn.getBytes(StandardCharsets.UTF_8))
            .substring(0, UNIQUE_ID_LENGTH)
            .toUpperCase(Locale.ROOT);
  }
}
