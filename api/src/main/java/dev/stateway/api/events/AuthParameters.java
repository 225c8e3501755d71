package dev.stateway.api.events;

import dev.stateway.activities.http.Connection;
import dev.stateway.activities.http.Connection.Authorization;
import dev.stateway.activities.http.HttpParameters;
import dev.stateway.activities.http.Secret;
import dev.stateway.api.error.AwsError;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The AuthParameters of a connection, as they are kept: what they mean, and what is shown. */
final class AuthParameters {
  /** How a token can be fetched. */
  enum Method {
    GET,
    POST,
    PUT
  }

  private static final String INVOCATION = "InvocationHttpParameters";
  private static final List<String> LISTS =
      List.of("HeaderParameters", "QueryStringParameters", "BodyParameters");

  private AuthParameters() {}

  /**
   * These parameters, if they are complete for this type and have nothing of another.
   *
   * @throws AwsError ValidationException
   */
  static ObjectNode checked(AuthorizationType type, ObjectNode parameters) {
    var absent = absent(type, parameters);
    if (absent.isPresent()) {
      throw AwsError.validation(
          "AuthParameters"
              + absent.get().replace('/', '.')
              + " is required for the AuthorizationType "
              + type);
    }
    for (var other : AuthorizationType.values()) {
      if (other != type && parameters.has(other.member())) {
        throw AwsError.validation(
            "AuthParameters." + other.member() + " does not go with the AuthorizationType " + type);
      }
    }
    return parameters;
  }

  /** Whether they have all that this type needs. */
  static boolean areComplete(AuthorizationType type, JsonNode parameters) {
    return absent(type, parameters).isEmpty();
  }

  private static Optional<String> absent(AuthorizationType type, JsonNode parameters) {
    return required(type).stream()
        .filter(pointer -> parameters.at(pointer).isMissingNode())
        .findFirst();
  }

  private static List<String> required(AuthorizationType type) {
    return switch (type) {
      case API_KEY ->
          List.of("/ApiKeyAuthParameters/ApiKeyName", "/ApiKeyAuthParameters/ApiKeyValue");
      case BASIC -> List.of("/BasicAuthParameters/Username", "/BasicAuthParameters/Password");
      case OAUTH_CLIENT_CREDENTIALS ->
          List.of(
              "/OAuthParameters/AuthorizationEndpoint",
              "/OAuthParameters/ClientParameters/ClientID",
              "/OAuthParameters/ClientParameters/ClientSecret",
              "/OAuthParameters/HttpMethod");
    };
  }

  /** The parameters after an update: members it has take the place of those there were. */
  static ObjectNode updated(JsonNode before, AuthorizationType type, JsonNode update) {
    var after = (ObjectNode) before.deepCopy();
    for (var other : AuthorizationType.values()) {
      if (other != type) {
        after.remove(other.member());
      }
    }
    merge(after, update);
    return checked(type, after);
  }

  private static void merge(ObjectNode into, JsonNode update) {
    update
        .properties()
        .forEach(member -> {
          var isSet = LISTS.contains(member.getKey()) || !member.getValue().isObject();
          if (isSet || !into.path(member.getKey()).isObject()) {
            into.set(member.getKey(), member.getValue());
          } else {
            merge((ObjectNode) into.path(member.getKey()), member.getValue());
          }
        });
  }

  /** Without secrets. */
  static ObjectNode shown(JsonNode parameters) {
    var shown = (ObjectNode) parameters.deepCopy();
    remove(shown.path("ApiKeyAuthParameters"), "ApiKeyValue");
    remove(shown.path("BasicAuthParameters"), "Password");
    remove(shown.at("/OAuthParameters/ClientParameters"), "ClientSecret");
    for (var list : LISTS) {
      hide(shown.path(INVOCATION).path(list));
      hide(shown.at("/OAuthParameters/OAuthHttpParameters").path(list));
    }
    return shown;
  }

  private static void hide(JsonNode list) {
    for (var parameter : list) {
      if (parameter.path("IsValueSecret").booleanValue(false)) {
        remove(parameter, "Value");
      }
    }
  }

  private static void remove(JsonNode from, String member) {
    if (from instanceof ObjectNode object) {
      object.remove(member);
    }
  }

  /** What tasks call with. */
  static Connection connection(StoredConnection stored) {
    var parameters = stored.parameters();
    return new Connection(
        stored.name(),
        stored.id(),
        stored.state() == ConnectionState.AUTHORIZED
            ? authorization(stored.type(), parameters)
            : new Authorization.Removed(),
        http(parameters.path(INVOCATION)));
  }

  private static Authorization authorization(AuthorizationType type, JsonNode parameters) {
    return switch (type) {
      case API_KEY -> {
        var its = parameters.path("ApiKeyAuthParameters");
        yield new Authorization.ApiKey(
            its.path("ApiKeyName").stringValue(), secret(its, "ApiKeyValue"));
      }
      case BASIC -> {
        var its = parameters.path("BasicAuthParameters");
        yield new Authorization.Basic(its.path("Username").stringValue(), secret(its, "Password"));
      }
      case OAUTH_CLIENT_CREDENTIALS -> oauth(parameters.path("OAuthParameters"));
    };
  }

  private static Authorization oauth(JsonNode its) {
    var client = its.path("ClientParameters");
    return new Authorization.OAuth(
        its.path("HttpMethod").stringValue(),
        URI.create(its.path("AuthorizationEndpoint").stringValue()),
        client.path("ClientID").stringValue(),
        secret(client, "ClientSecret"),
        http(its.path("OAuthHttpParameters")));
  }

  private static HttpParameters http(JsonNode its) {
    return new HttpParameters(
        values(its.path("HeaderParameters")),
        values(its.path("QueryStringParameters")),
        values(its.path("BodyParameters")));
  }

  private static Map<String, Secret> values(JsonNode list) {
    var values = new LinkedHashMap<String, Secret>();
    list.forEach(item -> values.put(item.path("Key").stringValue(), secret(item, "Value")));
    return values;
  }

  private static Secret secret(JsonNode its, String member) {
    return new Secret.Plain(its.path(member).stringValue(""));
  }
}
