package dev.stateway.api.gateway.management;

import dev.stateway.api.gateway.openapi.OpenApiImporter;
import dev.stateway.api.gateway.openapi.Problem;
import dev.stateway.api.gateway.route.Api;
import dev.stateway.api.source.YamlDocument;
import dev.stateway.translator.JsonText;
import java.nio.file.Path;
import java.util.List;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What the management API does with APIs and their parts. */
final class ApiOperations {
  private static final int LARGEST_DEFINITION = 6 * 1024 * 1024;

  private final ManagedApis apis;
  private final OpenApiImporter importer;

  ApiOperations(ManagedApis apis, OpenApiImporter importer) {
    this.apis = apis;
    this.importer = importer;
  }

  /** CreateApi; with a target and perhaps a routeKey, all that is needed to serve it. */
  Mono<ObjectNode> createApi(JsonNode sent) {
    var about = EntityMembers.created(EntityKind.API, sent);
    if (!about.path("protocolType").asString("").equals("HTTP")) {
      throw ManagementError.notBuilt("The protocolType " + about.path("protocolType").asString(""));
    }
    if (!about.has("routeSelectionExpression")) {
      about.put("routeSelectionExpression", "$request.method $request.path");
    }
    if (!about.has("apiKeySelectionExpression")) {
      about.put("apiKeySelectionExpression", "$request.header.x-api-key");
    }
    var target = about.path("target").asString("");
    var key = about.path("routeKey").asString("$default");
    about.remove(List.of("target", "routeKey", "credentialsArn"));
    var api = ApiDocument.of(about);
    if (!target.isEmpty()) {
      addTarget(api, key, target, sent.path("credentialsArn").asString(""));
    }
    return apis.create(api).map(created -> ApiDocument.shown(created.api()));
  }

  private static void addTarget(ApiDocument api, String key, String target, String credentials) {
    var isFunction = target.startsWith("arn:");
    var integration = JsonText.MAPPER.createObjectNode();
    integration.put("apiGatewayManaged", true);
    integration.put("connectionType", "INTERNET");
    integration.put("integrationType", isFunction ? "AWS_PROXY" : "HTTP_PROXY");
    integration.put("integrationUri", target);
    integration.put("integrationMethod", isFunction ? "POST" : "ANY");
    integration.put("payloadFormatVersion", isFunction ? "2.0" : "1.0");
    integration.put("timeoutInMillis", 30_000);
    if (!credentials.isEmpty()) {
      integration.put("credentialsArn", credentials);
    }
    api.add(EntityKind.INTEGRATION, integration);
    var route = JsonText.MAPPER.createObjectNode();
    route.put("apiGatewayManaged", true);
    route.put("apiKeyRequired", false);
    route.put("authorizationType", "NONE");
    route.put("routeKey", key);
    route.put("target", "integrations/" + integration.path("integrationId").asString(""));
    api.add(EntityKind.ROUTE, route);
    var stage = JsonText.MAPPER.createObjectNode();
    stage.put("apiGatewayManaged", true);
    stage.put("autoDeploy", true);
    stage.put("stageName", Api.DEFAULT_STAGE);
    stage.put("createdDate", ApiDocument.now());
    api.add(EntityKind.STAGE, stage);
  }

  /** ImportApi. */
  Mono<ObjectNode> importApi(String definition, boolean failOnWarnings) {
    return Mono.defer(() -> {
      var root = parsed(definition);
      var api = ApiDocument.of(OpenApiEntities.about(root));
      var warnings = checked(definition, api.id(), failOnWarnings);
      OpenApiEntities.replace(api, root);
      return apis.create(api)
          .map(created -> withWarnings(ApiDocument.shown(created.api()), warnings));
    });
  }

  /** ReimportApi: routes, integrations and authorizers become those of the definition. */
  Mono<ObjectNode> reimportApi(String apiId, String definition, boolean failOnWarnings) {
    return Mono.defer(() -> {
      var root = parsed(definition);
      var warnings = checked(definition, apiId, failOnWarnings);
      return apis.change(
          apiId,
          changes -> {
            OpenApiEntities.replace(changes.api(), root);
            changes.touch();
            return withWarnings(ApiDocument.shown(changes.api().api()), warnings);
          });
    });
  }

  private static JsonNode parsed(String definition) {
    if (definition.length() > LARGEST_DEFINITION) {
      throw ManagementError.badRequest("The definition is larger than 6 MB");
    }
    try {
      return new YamlDocument(definition).root();
    } catch (YamlDocument.MalformedException malformed) {
      throw ManagementError.badRequest(
          "Unable to import the OpenAPI definition: line "
              + malformed.line()
              + ": "
              + malformed.getMessage());
    }
  }

  /** The warnings of a definition that has no errors. */
  private List<String> checked(String definition, String apiId, boolean failOnWarnings) {
    var read = importer.read(Path.of("body"), definition, apiId);
    var errors = read.messages(Problem.Severity.ERROR);
    var warnings = read.messages(Problem.Severity.WARNING);
    if (!errors.isEmpty() || (failOnWarnings && !warnings.isEmpty())) {
      var all = new java.util.ArrayList<>(errors);
      if (failOnWarnings) {
        all.addAll(warnings);
      }
      throw ManagementError.badRequest(
          "Unable to import the OpenAPI definition: " + String.join("; ", all));
    }
    return warnings;
  }

  private static ObjectNode withWarnings(ObjectNode api, List<String> warnings) {
    if (!warnings.isEmpty()) {
      warnings.forEach(api.putArray("warnings")::add);
    }
    return api;
  }

  /** UpdateApi. */
  Mono<ObjectNode> updateApi(String apiId, JsonNode sent) {
    for (var name : List.of("target", "routeKey", "credentialsArn")) {
      if (sent.has(name)) {
        throw ManagementError.notBuilt("Changing an API's " + name);
      }
    }
    return apis.change(
        apiId,
        changes -> {
          EntityMembers.update(changes.api().api(), EntityKind.API, sent);
          changes.touch();
          return ApiDocument.shown(changes.api().api());
        });
  }

  /** Create, of a part. */
  Mono<ObjectNode> createPart(String apiId, EntityKind kind, JsonNode sent) {
    return apis.change(apiId, changes -> ApiDocument.shown(created(changes, kind, sent)));
  }

  private static ObjectNode created(ApiChanges changes, EntityKind kind, JsonNode sent) {
    var part = EntityMembers.created(kind, sent);
    var api = changes.api();
    if (kind == EntityKind.DEPLOYMENT) {
      return changes.deploy(
          part.path("description").asString(""), part.path("stageName").asString(""), false);
    }
    PartRules.defaults(part, kind);
    PartRules.checkPart(api, part, kind, "");
    if (kind == EntityKind.STAGE && part.has("deploymentId")) {
      api.require(EntityKind.DEPLOYMENT, part.path("deploymentId").asString(""));
    }
    if (kind != EntityKind.STAGE) {
      changes.touch();
    }
    return api.add(kind, part);
  }

  /** Update, of a part. */
  Mono<ObjectNode> updatePart(String apiId, EntityKind kind, String id, JsonNode sent) {
    return apis.change(
        apiId,
        changes -> {
          var part = changes.api().require(kind, id);
          EntityMembers.update(part, kind, sent);
          PartRules.checkPart(changes.api(), part, kind, id);
          if (kind == EntityKind.STAGE) {
            if (part.has("deploymentId")) {
              changes.api().require(EntityKind.DEPLOYMENT, part.path("deploymentId").asString(""));
            }
            part.put("lastUpdatedDate", ApiDocument.now());
          } else if (kind != EntityKind.DEPLOYMENT) {
            changes.touch();
          }
          return ApiDocument.shown(part);
        });
  }

  /** Delete, of a part. */
  Mono<Boolean> deletePart(String apiId, EntityKind kind, String id) {
    return apis.change(
        apiId,
        changes -> {
          var api = changes.api();
          api.require(kind, id);
          PartRules.checkUnused(api, kind, id);
          if (kind == EntityKind.DEPLOYMENT) {
            changes.undeploy(id);
          } else {
            api.remove(kind, id);
            if (kind != EntityKind.STAGE) {
              changes.touch();
            }
          }
          return true;
        });
  }

  /** Takes members away from an API or one of its parts. */
  Mono<Boolean> removeMember(String apiId, String stageName, String member, String entry) {
    return apis.change(
        apiId,
        changes -> {
          var holder =
              stageName.isEmpty()
                  ? changes.api().api()
                  : changes.api().require(EntityKind.STAGE, stageName);
          if (entry.isEmpty()) {
            holder.remove(member);
          } else if (holder.withObject("/" + member).remove(entry) == null) {
            throw ManagementError.notFound(member, entry);
          }
          if (stageName.isEmpty()) {
            changes.touch();
          }
          return true;
        });
  }

  /** ExportApi: the API as it is now, or as it is deployed to a stage. */
  Mono<JsonNode> export(String apiId, String stageName) {
    return apis.require(apiId)
        .flatMap(api ->
            stageName.isEmpty() || api.parts(EntityKind.STAGE).isEmpty()
                ? Mono.just(OpenApiExport.of(api))
                : apis.definition(
                        apiId,
                        api.require(EntityKind.STAGE, stageName).path("deploymentId").asString(""))
                    .map(JsonText::parse));
  }
}
