package dev.stateway.api.gateway.management;

import dev.stateway.api.gateway.route.Api;
import dev.stateway.api.gateway.route.RouteKey;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** What parts of APIs are by themselves, must be, and when they may go. */
final class PartRules {
  private PartRules() {}

  /** Sets what API Gateway sets where nothing is said. */
  static void defaults(ObjectNode part, EntityKind kind) {
    switch (kind) {
      case ROUTE -> {
        putAbsent(part, "authorizationType", "NONE");
        if (!part.has("apiKeyRequired")) {
          part.put("apiKeyRequired", false);
        }
      }
      case INTEGRATION -> {
        putAbsent(part, "connectionType", "INTERNET");
        putAbsent(part, "payloadFormatVersion", "1.0");
        if (!part.has("timeoutInMillis")) {
          part.put("timeoutInMillis", 30_000);
        }
      }
      case STAGE -> {
        part.put("createdDate", ApiDocument.now());
        part.put("lastUpdatedDate", ApiDocument.now());
        part.withObject("/defaultRouteSettings");
        part.withObject("/routeSettings");
        part.withObject("/stageVariables");
      }
      case API, AUTHORIZER, DEPLOYMENT -> {}
    }
  }

  private static void putAbsent(ObjectNode part, String name, String value) {
    if (!part.has(name)) {
      part.put(name, value);
    }
  }

  /**
   * Checks a part against the others.
   *
   * @param id its own; empty while it has none
   * @throws ManagementError it cannot be
   */
  static void checkPart(ApiDocument api, ObjectNode part, EntityKind kind, String id) {
    switch (kind) {
      case ROUTE -> checkRoute(api, part, id);
      case STAGE -> {
        var name = part.path("stageName").asString("");
        if (!name.equals(Api.DEFAULT_STAGE) && !name.matches("[a-zA-Z0-9_-]{1,128}")) {
          throw ManagementError.badRequest("The stage name " + name + " is not valid");
        }
      }
      case AUTHORIZER -> checkAuthorizer(part);
      case API, INTEGRATION, DEPLOYMENT -> {}
    }
  }

  private static void checkAuthorizer(ObjectNode authorizer) {
    var type = authorizer.path("authorizerType").asString("");
    if (type.equals("REQUEST")) {
      for (var member : List.of("authorizerUri", "authorizerPayloadFormatVersion")) {
        if (authorizer.path(member).asString("").isEmpty()) {
          throw ManagementError.badRequest("A REQUEST authorizer needs an " + member);
        }
      }
      return;
    }
    if (!type.equals("JWT")) {
      throw ManagementError.badRequest("There is no authorizerType " + type);
    }
    var configuration = authorizer.path("jwtConfiguration");
    if (configuration.path("issuer").asString("").isEmpty()
        || configuration.path("audience").isEmpty()) {
      throw ManagementError.badRequest("The jwtConfiguration needs an issuer and an audience");
    }
  }

  private static void checkRoute(ApiDocument api, ObjectNode route, String id) {
    RouteKey key;
    try {
      key = RouteKey.parse(route.path("routeKey").asString(""));
    } catch (IllegalArgumentException malformed) {
      throw ManagementError.badRequest(
          "The provided route key is not formatted properly for HTTP protocol: "
              + malformed.getMessage());
    }
    for (var other : api.parts(EntityKind.ROUTE).values()) {
      if (!other.path("routeId").asString("").equals(id)
          && RouteKey.parse(other.path("routeKey").asString("")).collidesWith(key)) {
        throw ManagementError.conflict(
            "Route with key " + key.text() + " already exists for this API");
      }
    }
    var target = route.path("target").asString("");
    if (!target.isEmpty()) {
      if (!target.startsWith("integrations/")) {
        throw ManagementError.badRequest("The target must be integrations/ID");
      }
      api.require(EntityKind.INTEGRATION, target.substring("integrations/".length()));
    }
    if (route.path("apiKeyRequired").asBoolean(false)) {
      throw ManagementError.badRequest("API keys are not supported for HTTP APIs");
    }
    var type = route.path("authorizationType").asString("NONE");
    if (!List.of("NONE", "AWS_IAM", "JWT", "CUSTOM").contains(type)) {
      throw ManagementError.badRequest("There is no authorizationType " + type);
    }
    if (type.equals("JWT") || type.equals("CUSTOM")) {
      var authorizer = api.require(EntityKind.AUTHORIZER, route.path("authorizerId").asString(""));
      var wanted = type.equals("JWT") ? "JWT" : "REQUEST";
      if (!authorizer.path("authorizerType").asString("").equals(wanted)) {
        throw ManagementError.badRequest(
            "The authorizationType " + type + " needs an authorizer of the type " + wanted);
      }
    }
  }

  /**
   * Checks that no other part needs this one.
   *
   * @throws ManagementError one does
   */
  static void checkUnused(ApiDocument api, EntityKind kind, String id) {
    var user =
        switch (kind) {
          case INTEGRATION -> userOf(api, EntityKind.ROUTE, "target", "integrations/" + id);
          case AUTHORIZER -> userOf(api, EntityKind.ROUTE, "authorizerId", id);
          case DEPLOYMENT -> userOf(api, EntityKind.STAGE, "deploymentId", id);
          case API, ROUTE, STAGE -> "";
        };
    if (!user.isEmpty()) {
      throw ManagementError.conflict(
          "Cannot delete " + kind.noun() + " '" + id + "': it is used by " + user);
    }
  }

  private static String userOf(ApiDocument api, EntityKind kind, String member, String value) {
    return api.parts(kind).values().stream()
        .filter(part -> part.path(member).asString("").equals(value))
        .map(part -> kind.noun() + " '" + part.path(kind.idMember()).asString("") + "'")
        .findFirst()
        .orElse("");
  }
}
