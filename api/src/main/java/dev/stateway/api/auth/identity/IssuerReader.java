package dev.stateway.api.auth.identity;

import dev.stateway.api.auth.identity.Identities.ClaimRule;
import dev.stateway.api.auth.identity.Identities.Issuer;
import dev.stateway.api.auth.identity.Identities.Login;
import dev.stateway.api.auth.jwt.JwtIssuer;
import dev.stateway.api.auth.jwt.JwtIssuer.Timing;
import dev.stateway.api.auth.policy.ResourcePattern;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the issuers of the file. */
final class IssuerReader {
  private static final int LONGEST_SKEW = 300;
  private static final int DAY = 86_400;

  /** RFC 6749, 3.3. */
  private static final Pattern SCOPE = Pattern.compile("[!#-\\[\\]-~]+");

  private final String account;
  private final Set<String> roles;
  private final Set<String> groups;
  private final SecretReader secrets;

  IssuerReader(String account, Set<String> roles, Set<String> groups, SecretReader secrets) {
    this.account = account;
    this.roles = roles;
    this.groups = groups;
    this.secrets = secrets;
  }

  Issuer issuer(Fields fields) {
    var name = fields.requiredText("issuer");
    url(fields, "issuer", name);
    var keys = fields.text("keys").orElse(null);
    var algorithms = new LinkedHashSet<>(fields.texts("algorithms"));
    for (var algorithm : algorithms) {
      if (!JwtIssuer.ALGORITHMS.contains(algorithm)) {
        fields.problem(
            "algorithms", algorithm + " is not one of " + String.join(", ", JwtIssuer.ALGORITHMS));
      }
    }
    var audiences = new LinkedHashSet<>(fields.texts("audiences"));
    if (audiences.isEmpty()) {
      fields.problem("has no 'audiences': tokens for anybody else would be taken");
    }
    var jwt =
        new JwtIssuer(
            name,
            audiences,
            keys == null ? null : url(fields, "keys", keys),
            algorithms.isEmpty() ? Set.of("RS256") : algorithms,
            timing(fields));
    var issuer =
        new Issuer(
            jwt,
            "arn:aws:iam::"
                + account
                + ":oidc-provider/"
                + name.replaceFirst("^https?://", "").replaceFirst("/$", ""),
            rules(fields, "roles"),
            rules(fields, "groups"),
            fields.has("login") ? Optional.of(login(fields, name)) : Optional.empty());
    fields.nothingElse();
    return issuer;
  }

  private Login login(Fields issuer, String name) {
    var fields = new Fields(issuer.problems(), issuer.at("login"), issuer.take("login"));
    var scopes = new LinkedHashSet<>(List.of("openid"));
    scopes.addAll(fields.has("scopes") ? fields.texts("scopes") : List.of("profile"));
    var login =
        new Login(
            fields.text("name").orElse(name),
            fields.requiredText("clientId"),
            fields.has("clientSecret") ? secrets.secret(fields, "clientSecret") : Optional.empty(),
            List.copyOf(scopes));
    for (var scope : scopes) {
      if (!SCOPE.matcher(scope).matches()) {
        fields.problem("scopes", "'" + scope + "' is not a scope");
      }
    }
    fields.nothingElse();
    return login;
  }

  private static Timing timing(Fields fields) {
    var usual = Timing.USUAL;
    var skew = fields.number("clockSkewSeconds", (int) usual.skew().toSeconds(), 0, LONGEST_SKEW);
    var last = fields.number("keysLastSeconds", (int) usual.keysLast().toSeconds(), 5, DAY);
    var interval =
        fields.number(
            "keysRefreshSeconds",
            (int) usual.refreshInterval().toSeconds(),
            1,
            Math.max(1, last - 1));
    return new Timing(
        Duration.ofSeconds(skew),
        Duration.ofSeconds(last),
        Duration.ofSeconds(interval),
        usual.patience());
  }

  private static @Nullable URI url(Fields fields, String member, String text) {
    try {
      var url = URI.create(text);
      var scheme = String.valueOf(url.getScheme());
      if (url.getHost() != null && (scheme.equals("https") || scheme.equals("http"))) {
        return url;
      }
    } catch (IllegalArgumentException _) {
      // Told below.
    }
    if (!text.isEmpty()) {
      fields.problem(member, "must be a URL");
    }
    return null;
  }

  private List<ClaimRule> rules(Fields fields, String member) {
    var rules = new ArrayList<ClaimRule>();
    for (var rule : fields.elements(member)) {
      var claim = rule.requiredText("claim");
      var value = rule.requiredText("value");
      var target = member.equals("roles") ? role(rule) : group(rule);
      rules.add(new ClaimRule(claim, new ResourcePattern(value), target));
      rule.nothingElse();
    }
    return rules;
  }

  /** The ARN of the role that a mapping names. */
  String role(Fields fields) {
    var name = fields.requiredText("role");
    var arn = "arn:aws:iam::" + account + ":role/" + name;
    if (!name.isEmpty() && !roles.contains(arn)) {
      fields.problem("role", "there is no role " + name);
    }
    return arn;
  }

  private String group(Fields fields) {
    var name = fields.requiredText("group");
    if (!name.isEmpty() && !groups.contains(name)) {
      fields.problem("group", "there is no group " + name);
    }
    return name;
  }
}
