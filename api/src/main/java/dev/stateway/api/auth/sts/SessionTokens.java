package dev.stateway.api.auth.sts;

import dev.stateway.api.auth.Principal;
import dev.stateway.api.auth.Sealer;
import dev.stateway.api.auth.identity.Identities;
import dev.stateway.api.auth.identity.IdentityStore;
import dev.stateway.api.auth.identity.Principals;
import dev.stateway.api.auth.identity.Principals.Session;
import dev.stateway.api.auth.identity.Secret;
import dev.stateway.api.auth.policy.PolicyDocument;
import dev.stateway.api.auth.policy.PolicyParser;
import dev.stateway.api.auth.sigv4.AccessKeys;
import dev.stateway.translator.JsonText;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Temporary credentials: the session token holds, sealed, everything that there is to know of them,
 * so that no server has to keep any.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp.html">Temporary
 *     security credentials</a>
 */
public final class SessionTokens implements AccessKeys {
  private static final String KEY_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  private static final int KEY_ID_LENGTH = 16;
  private static final int SECRET_BYTES = 30;

  private final IdentityStore identities;
  private final Sealer sealer;
  private final SecureRandom random = new SecureRandom();

  public SessionTokens(IdentityStore identities, Sealer sealer) {
    this.identities = identities;
    this.sealer = sealer;
  }

  /** Credentials until some time. */
  record Credentials(String accessKeyId, Secret secret, String sessionToken, Instant expires) {}

  /** For a session of a role. */
  Credentials ofRole(String roleArn, Session session, Instant expires) {
    var content = JsonText.MAPPER.createObjectNode().put("role", roleArn);
    content.put("name", session.name());
    var tags = content.putObject("tags");
    session.tags().forEach(tags::put);
    var claims = content.putObject("claims");
    session.claims().forEach((key, values) -> values.forEach(claims.withArray(key)::add));
    var policies = content.putArray("policies");
    session.policies().forEach(policy -> policies.add(policy.text()));
    return seal(content, session.issuedAt(), expires);
  }

  /** For a user. */
  Credentials ofUser(String user, Instant issuedAt, Instant expires) {
    return seal(JsonText.MAPPER.createObjectNode().put("user", user), issuedAt, expires);
  }

  private Credentials seal(ObjectNode content, Instant issuedAt, Instant expires) {
    var id = new StringBuilder("ASIA");
    for (var i = 0; i < KEY_ID_LENGTH; i++) {
      id.append(KEY_LETTERS.charAt(random.nextInt(KEY_LETTERS.length())));
    }
    var bytes = new byte[SECRET_BYTES];
    random.nextBytes(bytes);
    var secret = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    content.put("id", id.toString()).put("secret", secret);
    content.put("issued", issuedAt.getEpochSecond()).put("expires", expires.getEpochSecond());
    return new Credentials(
        id.toString(), new Secret(secret), sealer.seal(JsonText.write(content)), expires);
  }

  @Override
  public Lookup find(String accessKeyId, @Nullable String sessionToken, Instant now) {
    return sessionToken == null
        ? longTerm(accessKeyId, now)
        : temporary(accessKeyId, sessionToken, now);
  }

  private Lookup longTerm(String accessKeyId, Instant now) {
    var current = identities.current();
    var key = current.accessKeys().get(accessKeyId);
    var user = key == null ? null : current.users().get(key.user());
    if (key == null || user == null) {
      return new Lookup.Unknown();
    }
    if (key.expires() != null && !now.isBefore(key.expires())) {
      return new Lookup.Expired();
    }
    return new Lookup.Found(key.secret().text(), Principals.user(user, null));
  }

  private Lookup temporary(String accessKeyId, String sessionToken, Instant now) {
    var content = sealer.open(sessionToken).map(JsonText::parse);
    if (content.isEmpty() || !content.get().path("id").asString().equals(accessKeyId)) {
      return new Lookup.Unknown();
    }
    if (now.getEpochSecond() >= content.get().path("expires").asLong()) {
      return new Lookup.Expired();
    }
    return principal(content.get())
        .<Lookup>map(
            principal -> new Lookup.Found(content.get().path("secret").asString(), principal))
        .orElseGet(Lookup.Unknown::new);
  }

  /** Whose credentials they are, unless they are no more. */
  private Optional<Principal> principal(JsonNode content) {
    Identities current = identities.current();
    var issuedAt = Instant.ofEpochSecond(content.path("issued").asLong());
    if (content.has("user")) {
      return Optional.ofNullable(current.users().get(content.path("user").asString()))
          .map(user -> Principals.user(user, issuedAt));
    }
    var session =
        new Session(
            content.path("name").asString(),
            texts(content.path("tags")),
            lists(content.path("claims")),
            policies(content.path("policies")),
            issuedAt);
    return Optional.ofNullable(current.roles().get(content.path("role").asString()))
        .map(role -> Principals.session(role, session));
  }

  private static Map<String, String> texts(JsonNode object) {
    var texts = new HashMap<String, String>();
    object.properties().forEach(entry -> texts.put(entry.getKey(), entry.getValue().asString()));
    return texts;
  }

  private static Map<String, List<String>> lists(JsonNode object) {
    var lists = new HashMap<String, List<String>>();
    for (var entry : object.properties()) {
      lists.put(entry.getKey(), entry.getValue().valueStream().map(JsonNode::asString).toList());
    }
    return lists;
  }

  private static List<PolicyDocument> policies(JsonNode array) {
    var policies = new ArrayList<PolicyDocument>();
    for (var text : array) {
      PolicyParser.parse(
              PolicyParser.Kind.IDENTITY, "session policy", JsonText.parse(text.asString()))
          .policy()
          .ifPresent(policies::add);
    }
    if (policies.size() != array.size()) {
      throw new IllegalStateException("a sealed session policy cannot be read any more");
    }
    return policies;
  }
}
