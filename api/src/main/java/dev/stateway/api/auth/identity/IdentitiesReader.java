package dev.stateway.api.auth.identity;

import dev.stateway.api.auth.identity.Fields.Problems;
import dev.stateway.api.auth.identity.Identities.AccessKey;
import dev.stateway.api.auth.identity.Identities.ApiKey;
import dev.stateway.api.auth.identity.Identities.AwsPrincipal;
import dev.stateway.api.auth.identity.Identities.Issuer;
import dev.stateway.api.auth.identity.Identities.ResourcePolicy;
import dev.stateway.api.auth.identity.Identities.Role;
import dev.stateway.api.auth.identity.Identities.User;
import dev.stateway.api.auth.policy.PolicyDocument;
import dev.stateway.api.auth.policy.PolicyParser.Kind;
import dev.stateway.api.auth.policy.ResourcePattern;
import dev.stateway.api.source.YamlDocument;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.core.JsonPointer;

/** Reads {@code identities.yaml}; everything that is wrong is told at once. */
final class IdentitiesReader {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_+=,.@-]{1,64}");
  private static final Pattern KEY_ID = Pattern.compile("[A-Za-z0-9_]{3,128}");
  private static final int LONGEST_SESSION = 43_200;
  private static final int SHORTEST_SESSION = 900;
  private static final int USUAL_SESSION = 3_600;
  private static final String ALLOW = "allow";

  private final String account;
  private final SecretReader secrets;
  private final Problems problems;
  private final Fields root;
  private final PolicyReader policies;
  private final Map<String, AccessKey> accessKeys = new LinkedHashMap<>();
  private final Map<String, ApiKey> apiKeys = new LinkedHashMap<>();

  private IdentitiesReader(
      String file, YamlDocument document, String account, SecretReader secrets) {
    this.account = account;
    this.secrets = secrets;
    this.problems = new Problems(file, document);
    this.root = new Fields(problems, JsonPointer.empty(), document.root());
    this.policies = new PolicyReader(problems, root.mappings("policies"));
  }

  /**
   * Reads the text of a file.
   *
   * @throws IdentitiesException with all problems
   */
  static Identities read(String file, String text, String account, SecretReader secrets) {
    YamlDocument document;
    try {
      document = new YamlDocument(text);
    } catch (YamlDocument.MalformedException malformed) {
      throw new IdentitiesException(
          List.of(file + ":" + malformed.line() + ": " + malformed.getMessage()));
    }
    return new IdentitiesReader(file, document, account, secrets).identities();
  }

  private Identities identities() {
    var groups = groups();
    var users = users(groups.keySet());
    var roles = roles();
    var issuers = new IssuerReader(account, roles.keySet(), groups.keySet(), secrets);
    var identities =
        new Identities(
            users,
            groups,
            roles,
            issuers(issuers),
            accessKeys,
            apiKeys,
            resourcePolicies(),
            awsPrincipals(issuers),
            new LinkedHashSet<>(root.texts("regions")),
            allowsUnknownRoles());
    root.nothingElse();
    if (!problems.texts().isEmpty()) {
      throw new IdentitiesException(problems.texts());
    }
    return identities;
  }

  private Map<String, List<PolicyDocument>> groups() {
    var groups = new LinkedHashMap<String, List<PolicyDocument>>();
    for (var group : root.mappings("groups")) {
      groups.put(name(group), policies.read(group, "policies"));
      group.nothingElse();
    }
    return groups;
  }

  private Map<String, User> users(Set<String> groups) {
    var users = new LinkedHashMap<String, User>();
    for (var fields : root.mappings("users")) {
      var name = name(fields);
      var memberships = fields.texts("groups");
      for (var group : memberships) {
        if (!groups.contains(group)) {
          fields.problem("groups", "there is no group " + group);
        }
      }
      users.put(
          name,
          new User(
              name,
              "arn:aws:iam::" + account + ":user/" + name,
              memberships,
              policies.read(fields, "policies"),
              fields.textMap("tags")));
      fields.elements("accessKeys").forEach(key -> accessKey(key, name));
      fields.elements("apiKeys").forEach(key -> apiKey(key, name));
      fields.nothingElse();
    }
    return users;
  }

  private void accessKey(Fields fields, String user) {
    var id = fields.requiredText("id");
    if (!id.isEmpty() && !KEY_ID.matcher(id).matches()) {
      fields.problem("id", "may have 3 to 128 letters, digits and _");
    }
    var expires = fields.time("expires").orElse(null);
    secrets
        .secret(fields, "secret")
        .map(secret -> accessKeys.put(id, new AccessKey(id, secret, user, expires)))
        .ifPresent(_ -> fields.problem("id", "there is another access key " + id));
    fields.nothingElse();
  }

  private void apiKey(Fields fields, String user) {
    var name = fields.requiredText("name");
    var expires = fields.time("expires").orElse(null);
    secrets
        .hash(fields, "key")
        .map(hash -> apiKeys.put(hash, new ApiKey(name, user, expires)))
        .ifPresent(other -> fields.problem("key", "is the API key " + other.name() + " too"));
    fields.nothingElse();
  }

  private Map<String, Role> roles() {
    var roles = new LinkedHashMap<String, Role>();
    for (var fields : root.mappings("roles")) {
      var name = name(fields);
      var arn = "arn:aws:iam::" + account + ":role/" + name;
      var trust = policies.one(fields, "trust", Kind.TRUST, "trust policy of " + name);
      var seconds =
          fields.number("maxSessionSeconds", USUAL_SESSION, SHORTEST_SESSION, LONGEST_SESSION);
      var own = policies.read(fields, "policies");
      var tags = fields.textMap("tags");
      trust.ifPresent(policy ->
          roles.put(arn, new Role(name, arn, policy, own, tags, Duration.ofSeconds(seconds))));
      fields.nothingElse();
    }
    return roles;
  }

  private Map<String, Issuer> issuers(IssuerReader reader) {
    var issuers = new LinkedHashMap<String, Issuer>();
    for (var fields : root.elements("issuers")) {
      var issuer = reader.issuer(fields);
      if (issuers.put(issuer.jwt().issuer(), issuer) != null) {
        fields.problem("issuer", "there is another issuer " + issuer.jwt().issuer());
      }
    }
    return issuers;
  }

  private List<ResourcePolicy> resourcePolicies() {
    var all = new ArrayList<ResourcePolicy>();
    for (var fields : root.elements("resourcePolicies")) {
      var resource = fields.requiredText("resource");
      policies
          .one(fields, "policy", Kind.RESOURCE, "resource policy of " + resource)
          .ifPresent(policy -> all.add(new ResourcePolicy(new ResourcePattern(resource), policy)));
      fields.nothingElse();
    }
    return all;
  }

  private List<AwsPrincipal> awsPrincipals(IssuerReader reader) {
    var all = new ArrayList<AwsPrincipal>();
    for (var fields : root.elements("awsPrincipals")) {
      var arn = fields.requiredText("arn");
      all.add(new AwsPrincipal(new ResourcePattern(arn), reader.role(fields)));
      fields.nothingElse();
    }
    return all;
  }

  private boolean allowsUnknownRoles() {
    var rule = root.text("unknownRoles").orElse(ALLOW);
    if (!rule.equals(ALLOW) && !rule.equals("refuse")) {
      root.problem("unknownRoles", "must be allow or refuse");
    }
    return rule.equals(ALLOW);
  }

  private static String name(Fields fields) {
    var name = fields.name();
    if (!NAME.matcher(name).matches()) {
      fields.problem("a name may have 1 to 64 letters, digits and _+=,.@-");
    }
    return name;
  }
}
