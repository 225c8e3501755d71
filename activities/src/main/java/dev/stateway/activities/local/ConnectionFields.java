package dev.stateway.activities.local;

import dev.stateway.activities.http.Connection;
import dev.stateway.activities.http.Connection.Authorization;
import dev.stateway.activities.http.HttpParameters;
import dev.stateway.activities.http.Secret;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
    var invocation =
        new HttpParameters(
            secrets(fields, "headers"), secrets(fields, "query"), secrets(fields, "body"));
    fields.nothingElse();
    return authorizations.stream()
        .findFirst()
        .map(authorization -> new Connection(named.name(), authorization, invocation));
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
    var more =
        new HttpParameters(
            Map.of(),
            Map.of(),
            scope.map(text -> Map.of("scope", Secret.of(text))).orElse(Map.of()));
    try {
      return Optional.of(
          new Authorization.OAuth("POST", new URI(endpoint), clientId, clientSecret, more));
    } catch (URISyntaxException e) {
      fields.problem("The tokenEndpoint is no URL: " + e.getMessage());
      return Optional.empty();
    }
  }

  private static Secret secret(YamlFields fields, String member) {
    return Secret.of(fields.requiredText(member));
  }

  private static Map<String, Secret> secrets(YamlFields fields, String member) {
    var secrets = new LinkedHashMap<String, Secret>();
    fields.textMap(member).forEach((name, text) -> secrets.put(name, Secret.of(text)));
    return secrets;
  }
}
