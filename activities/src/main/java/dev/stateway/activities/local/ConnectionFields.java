package dev.stateway.activities.local;

import dev.stateway.activities.http.Connection;
import dev.stateway.activities.http.Connection.Authorization;
import dev.stateway.activities.http.Connection.Secret;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads one of the connections of the configuration. */
final class ConnectionFields {
  private static final List<String> KINDS = List.of("apiKey", "basic", "oauth");

  private ConnectionFields() {}

  /** The connection; absent when it has mistakes, which are noted. */
  static Optional<Connection> read(YamlFields.Named named) {
    var fields = named.fields();
    if (!named.name().matches("[\\w.-]{1,64}")) {
      fields.problem(
          "The connection's name '" + named.name() + "' may have 1 to 64 letters, digits, ._-");
    }
    var authorizations = new ArrayList<Authorization>();
    for (var kind : KINDS) {
      fields.mapping(kind, its -> authorization(kind, its).ifPresent(authorizations::add));
    }
    if (authorizations.size() != 1) {
      fields.problem(named.name() + " needs one of apiKey, basic and oauth");
    }
    var headers = fields.textMap("headers");
    var query = fields.textMap("query");
    fields.nothingElse();
    return authorizations.stream()
        .findFirst()
        .map(authorization -> new Connection(named.name(), authorization, headers, query));
  }

  private static Optional<Authorization> authorization(String kind, YamlFields fields) {
    Optional<Authorization> authorization =
        switch (kind) {
          case "apiKey" ->
              Optional.of(
                  new Authorization.ApiKey(fields.requiredText("name"), secret(fields, "value")));
          case "basic" ->
              Optional.of(
                  new Authorization.Basic(
                      fields.requiredText("username"), secret(fields, "password")));
          default -> oauth(fields);
        };
    fields.nothingElse();
    return authorization;
  }

  private static Optional<Authorization> oauth(YamlFields fields) {
    var endpoint = fields.requiredText("tokenEndpoint");
    var clientId = fields.requiredText("clientId");
    var clientSecret = secret(fields, "clientSecret");
    var scope = fields.text("scope");
    try {
      return Optional.of(new Authorization.OAuth(new URI(endpoint), clientId, clientSecret, scope));
    } catch (URISyntaxException e) {
      fields.problem("The tokenEndpoint is no URL: " + e.getMessage());
      return Optional.empty();
    }
  }

  private static Secret secret(YamlFields fields, String member) {
    return new Secret(fields.requiredText(member));
  }
}
