package dev.stateway.api.auth.identity;

import dev.stateway.api.auth.IncomingRequest;
import dev.stateway.api.auth.PolicySource;
import dev.stateway.api.auth.Principal;
import dev.stateway.api.auth.Sealer;
import dev.stateway.api.auth.identity.Identities.ApiKey;
import dev.stateway.api.auth.identity.Identities.ResourcePolicy;
import dev.stateway.api.auth.identity.Identities.User;
import dev.stateway.api.auth.policy.PolicyDocument;
import dev.stateway.api.auth.policy.PolicyParser;
import dev.stateway.translator.JsonText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The identities of the file as it is now: read again when it changes, or a file of a secret; while
 * a changed file is wrong, those before it count.
 */
public final class IdentityStore implements PolicySource {
  private static final Logger LOG = LoggerFactory.getLogger(IdentityStore.class);

  /** What roles may that are not in the file, unless it says otherwise. */
  private static final PolicyDocument UNKNOWN_ROLES =
      PolicyParser.parse(
              PolicyParser.Kind.IDENTITY,
              "unknownRoles: allow",
              JsonText.parse(
                  """
                  {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}}
                  """))
          .policy()
          .orElseThrow();

  private final Path file;
  private final String account;
  private final Map<String, String> environment;
  private final Sealer sealer;
  private volatile Loaded loaded;

  /** What was read, and of which files. */
  private record Loaded(Identities identities, Set<Path> secrets, String seen) {}

  /**
   * Reads the file.
   *
   * @param file {@code identities.yaml}
   * @param account the account whose identities these are
   * @param environment where {@code env:} looks
   * @param sealer what {@code sealed:} is opened with
   * @throws IdentitiesException it is wrong
   */
  public IdentityStore(Path file, String account, Map<String, String> environment, Sealer sealer) {
    this.file = file;
    this.account = account;
    this.environment = Map.copyOf(environment);
    this.sealer = sealer;
    this.loaded = load();
  }

  private Loaded load() {
    var parent = file.toAbsolutePath().getParent();
    var secrets = new SecretReader(parent == null ? file : parent, environment, sealer);
    try {
      var text = Files.readString(file);
      var identities = IdentitiesReader.read(file.toString(), text, account, secrets);
      return new Loaded(identities, Set.copyOf(secrets.files()), look(secrets.files()));
    } catch (IOException e) {
      throw new IdentitiesException(List.of(file + ": cannot be read: " + e));
    }
  }

  /** What the files look like from outside, without reading them. */
  private String look(Set<Path> secrets) {
    var looks = new ArrayList<String>();
    var files = new ArrayList<>(secrets);
    files.sort(null);
    files.addFirst(file);
    for (var each : files) {
      try {
        looks.add(Files.getLastModifiedTime(each) + " " + Files.size(each));
      } catch (IOException _) {
        looks.add("none");
      }
    }
    return looks.toString();
  }

  /**
   * Reads the file again if it, or a file of a secret, has changed since; whether it counts now.
   */
  public boolean reloadIfChanged() {
    var before = loaded;
    var seen = look(before.secrets());
    if (seen.equals(before.seen())) {
      return false;
    }
    try {
      loaded = load();
      LOG.info("{} was read again", file);
      return true;
    } catch (IdentitiesException wrong) {
      loaded = new Loaded(before.identities(), before.secrets(), seen);
      wrong.problems().forEach(problem -> LOG.error("{}", problem));
      LOG.error("{} has errors: the identities before it stay", file);
    }
    return false;
  }

  /** The identities that count. */
  public Identities current() {
    return loaded.identities();
  }

  /** The user whose API key this is. */
  public Optional<User> userOfApiKey(String key, Instant now) {
    return apiKey(key, now).map(found -> current().users().get(found.user()));
  }

  /** The user of whose API key this is the SHA-256, in lower-case hexadecimal digits. */
  public Optional<User> userOfApiKeyHash(String hash, Instant now) {
    return apiKeyOfHash(hash, now).map(found -> current().users().get(found.user()));
  }

  /** The API key of this text, if there is one now. */
  public Optional<ApiKey> apiKey(String key, Instant now) {
    // By its hash: how long the look-up takes says nothing of the keys there are.
    return apiKeyOfHash(IncomingRequest.sha256(key.getBytes(StandardCharsets.UTF_8)), now);
  }

  private Optional<ApiKey> apiKeyOfHash(String hash, Instant now) {
    return Optional.ofNullable(current().apiKeys().get(hash))
        .filter(found -> found.expires() == null || now.isBefore(found.expires()));
  }

  @Override
  public List<PolicyDocument> identityPolicies(Principal principal) {
    var identities = current();
    var policies = new ArrayList<PolicyDocument>();
    switch (principal.type()) {
      case USER -> {
        var user = identities.users().get(principal.name());
        if (user != null) {
          policies.addAll(user.policies());
        }
      }
      case ASSUMED_ROLE -> {
        var role = identities.roles().get(principal.principalArn());
        if (role != null) {
          policies.addAll(role.policies());
        }
      }
      case UNKNOWN_ROLE -> {
        if (identities.allowsUnknownRoles()) {
          policies.add(UNKNOWN_ROLES);
        }
      }
      case FEDERATED_USER, WEB_IDENTITY -> {
        // These have the policies of their groups alone.
      }
    }
    for (var group : principal.groups()) {
      policies.addAll(identities.groups().getOrDefault(group, List.of()));
    }
    return policies;
  }

  @Override
  public List<PolicyDocument> resourcePolicies(String arn) {
    return current().resourcePolicies().stream()
        .filter(each -> each.resource().matches(arn))
        .map(ResourcePolicy::policy)
        .toList();
  }
}
