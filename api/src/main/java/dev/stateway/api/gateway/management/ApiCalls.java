package dev.stateway.api.gateway.management;

import dev.stateway.api.gateway.serve.ApiCatalog;
import dev.stateway.api.gateway.serve.LambdaAuthorizers;
import dev.stateway.translator.JsonText;
import java.net.URI;
import java.util.List;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;
import tools.jackson.databind.node.ObjectNode;

/** Answers calls for APIs and what they are made of. */
final class ApiCalls {
  private final ManagedApis apis;
  private final ApiOperations operations;
  private final LambdaAuthorizers authorizers;

  ApiCalls(ManagedApis apis, ApiOperations operations, LambdaAuthorizers authorizers) {
    this.apis = apis;
    this.operations = operations;
    this.authorizers = authorizers;
  }

  Mono<ServerResponse> answer(ManagementCall call) {
    return switch (call.path().size()) {
      case 2 -> collection(call);
      case 3 -> api(call, call.part(2));
      case 4 -> parts(call, call.part(2), call.part(3));
      case 5 -> part(call, call.part(2), call.part(3), call.part(4));
      default -> ofStage(call);
    };
  }

  private Mono<ServerResponse> collection(ManagementCall call) {
    return switch (call.method()) {
      case "GET" ->
          apis.all()
              .map(all -> all.stream().map(api -> shown(api.api(), call)).toList())
              .flatMap(items -> ManagementCall.page(items, call));
      case "POST" ->
          operations
              .createApi(call.body())
              .flatMap(api -> ManagementCall.json(201, endpoint(api, call)));
      case "PUT" ->
          operations
              .importApi(definition(call), failOnWarnings(call))
              .flatMap(api -> ManagementCall.json(201, endpoint(api, call)));
      default -> throw ManagementCall.unknown(call);
    };
  }

  private Mono<ServerResponse> api(ManagementCall call, String apiId) {
    return switch (call.method()) {
      case "GET" ->
          apis.require(apiId).flatMap(api -> ManagementCall.json(200, shown(api.api(), call)));
      case "PATCH" ->
          operations
              .updateApi(apiId, call.body())
              .flatMap(api -> ManagementCall.json(200, endpoint(api, call)));
      case "PUT" ->
          operations
              .reimportApi(apiId, definition(call), failOnWarnings(call))
              .flatMap(api -> ManagementCall.json(201, endpoint(api, call)));
      case "DELETE" -> apis.delete(apiId).then(ManagementCall.noContent());
      default -> throw ManagementCall.unknown(call);
    };
  }

  private static String definition(ManagementCall call) {
    if (!List.of("", "ignore").contains(call.query("basepath"))) {
      throw ManagementError.notBuilt("A basepath other than ignore");
    }
    var text = call.body().path("body");
    if (!text.isString()) {
      throw ManagementError.badRequest("The member body is missing: the OpenAPI definition");
    }
    return text.stringValue();
  }

  private static boolean failOnWarnings(ManagementCall call) {
    return call.query("failOnWarnings").equals("true");
  }

  private static ObjectNode shown(ObjectNode api, ManagementCall call) {
    return endpoint(ApiDocument.shown(api), call);
  }

  /** Where it is served, by the host that the client has reached us by. */
  private static ObjectNode endpoint(ObjectNode api, ManagementCall call) {
    URI uri = call.request().uri();
    return api.put(
        "apiEndpoint",
        uri.getScheme()
            + "://"
            + uri.getRawAuthority()
            + ApiCatalog.PREFIX
            + api.path("apiId").asString(""));
  }

  private Mono<ServerResponse> parts(ManagementCall call, String apiId, String name) {
    if (name.equals("cors") && call.method().equals("DELETE")) {
      return operations
          .removeMember(apiId, "", "corsConfiguration", "")
          .then(ManagementCall.noContent());
    }
    var kind = kind(name);
    return switch (call.method()) {
      case "GET" ->
          apis.require(apiId)
              .map(api -> api.parts(kind).values().stream().map(ApiDocument::shown).toList())
              .flatMap(items -> ManagementCall.page(items, call));
      case "POST" ->
          operations
              .createPart(apiId, kind, call.body())
              .flatMap(part -> ManagementCall.json(201, part));
      default -> throw ManagementCall.unknown(call);
    };
  }

  private static EntityKind kind(String name) {
    return EntityKind.partNamed(name)
        .orElseThrow(() -> ManagementError.notBuilt("The resource " + name));
  }

  private Mono<ServerResponse> part(ManagementCall call, String apiId, String name, String id) {
    if (name.equals("exports")) {
      return export(call, apiId, id);
    }
    var kind = kind(name);
    return switch (call.method()) {
      case "GET" ->
          apis.require(apiId)
              .flatMap(api -> ManagementCall.json(200, ApiDocument.shown(api.require(kind, id))));
      case "PATCH" ->
          operations
              .updatePart(apiId, kind, id, call.body())
              .flatMap(part -> ManagementCall.json(200, part));
      case "DELETE" -> operations.deletePart(apiId, kind, id).then(ManagementCall.noContent());
      default -> throw ManagementCall.unknown(call);
    };
  }

  private Mono<ServerResponse> export(ManagementCall call, String apiId, String specification) {
    if (!call.method().equals("GET") || !specification.equals("OAS30")) {
      throw ManagementError.badRequest("The specification must be OAS30");
    }
    var type = call.query("outputType");
    if (!List.of("JSON", "YAML").contains(type)) {
      throw ManagementError.badRequest("The outputType must be JSON or YAML");
    }
    var extensions = !call.query("includeExtensions").equals("false");
    return operations
        .export(apiId, call.query("stageName"))
        .map(document -> extensions ? document : ExportText.withoutExtensions(document))
        .flatMap(document ->
            ServerResponse.ok()
                .contentType(
                    type.equals("JSON")
                        ? MediaType.APPLICATION_JSON
                        : MediaType.parseMediaType("application/yaml"))
                .bodyValue(
                    type.equals("JSON") ? JsonText.write(document) : ExportText.yaml(document)));
  }

  private Mono<ServerResponse> ofStage(ManagementCall call) {
    if (call.part(3).equals("stages") && call.method().equals("DELETE")) {
      var apiId = call.part(2);
      var stage = call.part(4);
      var rest = String.join("/", call.path().subList(5, call.path().size()));
      if (rest.equals("accesslogsettings")) {
        return operations
            .removeMember(apiId, stage, "accessLogSettings", "")
            .then(ManagementCall.noContent());
      }
      if (rest.equals("cache/authorizers")) {
        return apis.require(apiId)
            .doOnNext(api -> {
              api.require(EntityKind.STAGE, stage);
              authorizers.forget(apiId, stage);
            })
            .then(ManagementCall.noContent());
      }
      if (call.path().size() == 7 && call.part(5).equals("routesettings")) {
        return operations
            .removeMember(apiId, stage, "routeSettings", call.part(6))
            .then(ManagementCall.noContent());
      }
    }
    throw ManagementError.notBuilt(call.method() + " of /" + String.join("/", call.path()));
  }
}
