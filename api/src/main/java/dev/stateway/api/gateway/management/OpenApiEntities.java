package dev.stateway.api.gateway.management;

import dev.stateway.translator.JsonText;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Makes routes, integrations and authorizers of an OpenAPI document that was found to be right.
 * What API Gateway has no member for (schemas of bodies, Stateway's extensions) is kept beside
 * them.
 */
final class OpenApiEntities {
  private static final String AMAZON = "x-amazon-apigateway-";
  private static final String INTEGRATION = AMAZON + "integration";
  private static final String BEARER = "$request.header.Authorization";
  private static final String ANY_METHOD = AMAZON + "any-method";
  private static final Set<String> METHODS =
      Set.of("get", "put", "post", "delete", "options", "head", "patch", ANY_METHOD);

  private final JsonNode root;
  private final ApiDocument api;
  private final Map<String, String> authorizers = new HashMap<>();

  private OpenApiEntities(JsonNode root, ApiDocument api) {
    this.root = root;
    this.api = api;
  }

  /** What an API says of itself in this document. */
  static ObjectNode about(JsonNode root) {
    var about = JsonText.MAPPER.createObjectNode();
    describe(about, root);
    return about;
  }

  private static void describe(ObjectNode about, JsonNode root) {
    about.put("name", root.path("info").path("title").asString("API"));
    about.put("protocolType", "HTTP");
    about.put("routeSelectionExpression", "$request.method $request.path");
    for (var name : new String[] {"description", "version"}) {
      if (root.path("info").path(name).isString()) {
        about.set(name, root.path("info").get(name));
      }
    }
    about.remove("corsConfiguration");
    if (root.path(AMAZON + "cors").isObject()) {
      about.set("corsConfiguration", root.get(AMAZON + "cors"));
    }
    about.set("_openapi", root.path("openapi"));
    var components = about.putObject("_components");
    root.path("components").properties().stream()
        .filter(member -> !member.getKey().startsWith(AMAZON))
        .forEach(member -> components.set(member.getKey(), member.getValue()));
    var extensions = about.putObject("_extensions");
    root.properties().stream()
        .filter(member -> member.getKey().startsWith("x-workflow-"))
        .forEach(member -> extensions.set(member.getKey(), member.getValue()));
  }

  /** Puts the document's parts in the place of those that the API has. */
  static void replace(ApiDocument api, JsonNode root) {
    describe(api.api(), root);
    api.clear(EntityKind.ROUTE, EntityKind.INTEGRATION, EntityKind.AUTHORIZER);
    new OpenApiEntities(root, api).addAll();
  }

  private void addAll() {
    for (var scheme : root.path("components").path("securitySchemes").properties()) {
      if (scheme.getValue().has(AMAZON + "authorizer")) {
        addAuthorizer(scheme.getKey(), scheme.getValue());
      }
    }
    for (var path : root.path("paths").properties()) {
      for (var operation : path.getValue().properties()) {
        if (METHODS.contains(operation.getKey())) {
          addRoute(path.getKey(), operation.getKey(), operation.getValue());
        }
      }
    }
  }

  private void addAuthorizer(String name, JsonNode scheme) {
    var extension = dereferenced(scheme.path(AMAZON + "authorizer"));
    var authorizer = JsonText.MAPPER.createObjectNode();
    authorizer.put("name", name);
    authorizer.put("authorizerType", extension.path("type").asString("").toUpperCase(Locale.ROOT));
    identitySource(authorizer, extension);
    for (var member : OpenApiExport.AUTHORIZER) {
      if (extension.has(member)) {
        authorizer.set(member, extension.get(member));
      }
    }
    if (extension.has("authorizerCredentials")) {
      authorizer.set("authorizerCredentialsArn", extension.get("authorizerCredentials"));
    }
    var configuration = extension.path("jwtConfiguration");
    if (configuration.isObject()) {
      var copy = ((ObjectNode) configuration).deepCopy();
      var discovery = scheme.path("openIdConnectUrl").asString("");
      if (!copy.has("issuer") && !discovery.isEmpty()) {
        copy.put("issuer", discovery.replace("/.well-known/openid-configuration", ""));
      }
      authorizer.set("jwtConfiguration", copy);
    }
    var added = api.add(EntityKind.AUTHORIZER, authorizer);
    authorizers.put(name, added.path("authorizerId").asString(""));
  }

  private static void identitySource(ObjectNode authorizer, JsonNode extension) {
    var source = extension.path("identitySource");
    if (source.isArray()) {
      authorizer.set("identitySource", source);
      return;
    }
    var sources = authorizer.putArray("identitySource");
    var isJwt = extension.path("type").asString("").equals("jwt");
    for (var text : source.asString(isJwt ? BEARER : "").split(",", -1)) {
      if (!text.isBlank()) {
        sources.add(text.strip());
      }
    }
  }

  private void addRoute(String path, String method, JsonNode operation) {
    var isDefault =
        operation.path("isDefaultRoute").asBoolean(false)
            || path.equals("/$default")
            || path.equals("$default");
    var route = JsonText.MAPPER.createObjectNode();
    var verb = method.equals(ANY_METHOD) ? "ANY" : method.toUpperCase(Locale.ROOT);
    route.put("routeKey", isDefault ? "$default" : verb + " " + path);
    route.put("apiKeyRequired", false);
    authorize(route, operation);
    if (operation.path("operationId").isString()) {
      route.set("operationName", operation.get("operationId"));
    }
    var kept = route.putObject("_operation");
    for (var member : operation.properties()) {
      var name = member.getKey();
      if (name.equals("requestBody")
          || name.startsWith("x-workflow-")
          || (name.equals("security") && !route.has("authorizerId"))) {
        kept.set(name, member.getValue());
      }
    }
    if (!kept.has("security") && !operation.has("security") && root.has("security")) {
      keepSecurity(route, kept);
    }
    var integration = addIntegration(dereferenced(operation.path(INTEGRATION)));
    route.put("target", "integrations/" + integration);
    api.add(EntityKind.ROUTE, route);
  }

  private void keepSecurity(ObjectNode route, ObjectNode kept) {
    if (!route.has("authorizerId")) {
      kept.set("security", root.get("security"));
    }
  }

  private void authorize(ObjectNode route, JsonNode operation) {
    var auth = operation.path(AMAZON + "auth").path("type").asString("");
    if (!auth.isEmpty()) {
      route.put("authorizationType", auth.toUpperCase(Locale.ROOT));
      return;
    }
    var security = operation.has("security") ? operation.get("security") : root.path("security");
    for (var scheme : security.path(0).properties()) {
      var authorizer = authorizers.get(scheme.getKey());
      if (authorizer != null) {
        var isJwt =
            api.require(EntityKind.AUTHORIZER, authorizer)
                .path("authorizerType")
                .asString("")
                .equals("JWT");
        route.put("authorizationType", isJwt ? "JWT" : "CUSTOM");
        route.put("authorizerId", authorizer);
        if (isJwt) {
          route.set("authorizationScopes", scheme.getValue());
        }
        return;
      }
    }
    route.put("authorizationType", "NONE");
  }

  private String addIntegration(JsonNode extension) {
    var integration = JsonText.MAPPER.createObjectNode();
    integration.put(
        "integrationType", extension.path("type").asString("").toUpperCase(Locale.ROOT));
    integration.put("connectionType", extension.path("connectionType").asString("INTERNET"));
    integration.put("payloadFormatVersion", "1.0");
    integration.put("timeoutInMillis", 30_000);
    var known = new HashMap<String, String>();
    OpenApiExport.integrationMembers().forEach((member, name) -> known.put(name, member));
    for (var member : extension.properties()) {
      var name = known.get(member.getKey());
      if (name != null) {
        integration.set(name, member.getValue());
      } else if (!member.getKey().equals("type")) {
        integration.withObject("/_extension").set(member.getKey(), member.getValue());
      }
    }
    return api.add(EntityKind.INTEGRATION, integration).path("integrationId").asString("");
  }

  private JsonNode dereferenced(JsonNode node) {
    var at = node;
    for (var steps = 0; steps < 20 && at.path("$ref").isString(); steps++) {
      at = root.at(at.path("$ref").stringValue().substring(1));
    }
    return at;
  }
}
