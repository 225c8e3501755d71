package dev.stateway.api.gateway.management;

import dev.stateway.translator.JsonText;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * An API as an OpenAPI document with API Gateway's extensions: what is exported, and what is
 * served: the gateway reads it as it reads files.
 */
final class OpenApiExport {
  private static final String AMAZON = "x-amazon-apigateway-";
  private static final String ANY_METHOD = AMAZON + "any-method";

  /** The members of integrations by their names in OpenAPI. */
  private static final Map<String, String> INTEGRATION =
      Map.ofEntries(
          Map.entry("integrationSubtype", "integrationSubtype"),
          Map.entry("integrationUri", "uri"),
          Map.entry("integrationMethod", "httpMethod"),
          Map.entry("payloadFormatVersion", "payloadFormatVersion"),
          Map.entry("credentialsArn", "credentials"),
          Map.entry("connectionType", "connectionType"),
          Map.entry("connectionId", "connectionId"),
          Map.entry("description", "description"),
          Map.entry("passthroughBehavior", "passthroughBehavior"),
          Map.entry("requestParameters", "requestParameters"),
          Map.entry("requestTemplates", "requestTemplates"),
          Map.entry("responseParameters", "responseParameters"),
          Map.entry("timeoutInMillis", "timeoutInMillis"),
          Map.entry("tlsConfig", "tlsConfig"));

  /** The members of Lambda authorizers that have the same names there. */
  static final List<String> AUTHORIZER =
      List.of(
          "authorizerUri",
          "authorizerPayloadFormatVersion",
          "authorizerResultTtlInSeconds",
          "enableSimpleResponses");

  private final ApiDocument api;
  private final ObjectNode root = JsonText.MAPPER.createObjectNode();

  private OpenApiExport(ApiDocument api) {
    this.api = api;
  }

  /** The document of this API. */
  static ObjectNode of(ApiDocument api) {
    return new OpenApiExport(api).document();
  }

  private ObjectNode document() {
    var about = api.api();
    var version = api.hidden(about, "openapi").asString("3.0.1");
    root.put("openapi", version);
    var info = root.putObject("info");
    info.put("title", about.path("name").asString(""));
    info.put("version", about.path("version").asString(about.path("createdDate").asString("")));
    if (about.has("description")) {
      info.set("description", about.get("description"));
    }
    root.putObject("paths");
    api.parts(EntityKind.ROUTE).values().forEach(this::addRoute);
    addComponents();
    if (about.has("corsConfiguration")) {
      root.set(AMAZON + "cors", about.get("corsConfiguration"));
    }
    api.hidden(about, "extensions")
        .properties()
        .forEach(extension -> root.set(extension.getKey(), extension.getValue()));
    root.put(AMAZON + "importexport-version", "1.0");
    return root;
  }

  private void addComponents() {
    var components = api.hidden(api.api(), "components");
    if (components.isObject()) {
      components
          .properties()
          .forEach(
              member -> root.withObject("/components").set(member.getKey(), member.getValue()));
    }
    for (var authorizer : api.parts(EntityKind.AUTHORIZER).values()) {
      root.withObject("/components")
          .withObject("/securitySchemes")
          .set(authorizer.path("name").asString(""), scheme(authorizer));
    }
  }

  private static ObjectNode scheme(ObjectNode authorizer) {
    var scheme = JsonText.MAPPER.createObjectNode();
    var isJwt = authorizer.path("authorizerType").asString("").equals("JWT");
    if (isJwt) {
      scheme.put("type", "oauth2").putObject("flows");
    } else {
      scheme.put("type", "apiKey").put("name", "Unused").put("in", "header");
    }
    var extension = scheme.putObject(AMAZON + "authorizer");
    extension.put("type", authorizer.path("authorizerType").asString("").toLowerCase(Locale.ROOT));
    var sources = authorizer.path("identitySource");
    if (!sources.isEmpty()) {
      extension.put(
          "identitySource",
          sources.valueStream().map(JsonNode::stringValue).collect(Collectors.joining(", ")));
    }
    if (authorizer.has("jwtConfiguration")) {
      extension.set("jwtConfiguration", authorizer.get("jwtConfiguration"));
    }
    for (var name : AUTHORIZER) {
      if (authorizer.has(name)) {
        extension.set(name, authorizer.get(name));
      }
    }
    if (authorizer.has("authorizerCredentialsArn")) {
      extension.set("authorizerCredentials", authorizer.get("authorizerCredentialsArn"));
    }
    return scheme;
  }

  /** A route without an integration answers nothing, so it is not served. */
  private void addRoute(ObjectNode route) {
    var integration = integration(route);
    if (integration.isEmpty()) {
      return;
    }
    var key = route.path("routeKey").asString("");
    var isDefault = key.equals("$default");
    var space = key.indexOf(' ');
    var method = isDefault ? "ANY" : key.substring(0, Math.max(space, 0));
    var path = isDefault ? "/$default" : key.substring(space + 1);
    var operation = JsonText.MAPPER.createObjectNode();
    api.hidden(route, "operation")
        .properties()
        .forEach(member -> operation.set(member.getKey(), member.getValue()));
    if (isDefault) {
      operation.put("isDefaultRoute", true);
    }
    if (route.has("operationName")) {
      operation.set("operationId", route.get("operationName"));
    }
    authorize(operation, route);
    operation.set(AMAZON + "integration", integration.get());
    var paths = (ObjectNode) root.get("paths");
    var ofPath = paths.has(path) ? (ObjectNode) paths.get(path) : paths.putObject(path);
    ofPath.set(method.equals("ANY") ? ANY_METHOD : method.toLowerCase(Locale.ROOT), operation);
  }

  private void authorize(ObjectNode operation, ObjectNode route) {
    switch (route.path("authorizationType").asString("NONE")) {
      case "AWS_IAM" -> operation.putObject(AMAZON + "auth").put("type", "AWS_IAM");
      case "JWT", "CUSTOM" -> {
        var authorizer =
            api.require(EntityKind.AUTHORIZER, route.path("authorizerId").asString(""));
        var scopes =
            operation
                .putArray("security")
                .addObject()
                .putArray(authorizer.path("name").asString(""));
        route.path("authorizationScopes").forEach(scopes::add);
      }
      default -> {
        // Routes of imported files with a scheme of their own say so in their operation.
        if (!operation.has("security")) {
          operation.putArray("security");
        }
      }
    }
  }

  private Optional<ObjectNode> integration(ObjectNode route) {
    var target = route.path("target").asString("");
    if (!target.startsWith("integrations/")) {
      return Optional.empty();
    }
    return api.find(EntityKind.INTEGRATION, target.substring("integrations/".length()))
        .map(OpenApiExport::extension);
  }

  /** An integration as {@code x-amazon-apigateway-integration}. */
  static ObjectNode extension(ObjectNode integration) {
    var extension = JsonText.MAPPER.createObjectNode();
    extension.put(
        "type", integration.path("integrationType").asString("").toLowerCase(Locale.ROOT));
    INTEGRATION.forEach((name, inOpenApi) -> {
      JsonNode value = integration.path(name);
      if (!value.isMissingNode()) {
        extension.set(inOpenApi, value);
      }
    });
    integration
        .path("_extension")
        .properties()
        .forEach(member -> extension.set(member.getKey(), member.getValue()));
    return extension;
  }

  /** The names of members of integrations by those in OpenAPI. */
  static Map<String, String> integrationMembers() {
    return INTEGRATION;
  }
}
