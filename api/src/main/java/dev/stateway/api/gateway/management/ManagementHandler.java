package dev.stateway.api.gateway.management;

import dev.stateway.api.auth.AccessControl;
import dev.stateway.api.auth.Authenticator;
import dev.stateway.api.auth.IncomingRequest;
import dev.stateway.api.gateway.serve.ApiCatalog;
import dev.stateway.api.http.RequestRefused;
import dev.stateway.api.http.RequestText;
import dev.stateway.translator.JsonText;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;
import tools.jackson.databind.node.ObjectNode;

/**
 * Answers the REST API of {@code apigatewayv2}: requests that are signed for the service {@code
 * apigateway}.
 */
final class ManagementHandler {
  private static final Logger LOG = LoggerFactory.getLogger(ManagementHandler.class);
  private static final int LARGEST_BODY = 13 * 1024 * 1024;
  private static final Pattern SCOPE =
      Pattern.compile("Credential=[^,/]+/\\d{8}/[^/,]+/apigateway/aws4_request");

  private final ManagedApis apis;
  private final ApiOperations operations;
  private final TagCalls tags;
  private final DomainCalls domains;
  private final AccessControl access;
  private final String region;

  ManagementHandler(
      ManagedApis apis,
      ApiOperations operations,
      DomainNames domains,
      AccessControl access,
      String region) {
    this.apis = apis;
    this.operations = operations;
    this.tags = new TagCalls(apis);
    this.domains = new DomainCalls(domains);
    this.access = access;
    this.region = region;
  }

  /** Whether a request is meant for the management API: clients sign it for its service. */
  static boolean isMeant(ServerRequest request) {
    return request.headers().header("Authorization").stream()
        .anyMatch(value -> SCOPE.matcher(value).find());
  }

  Mono<ServerResponse> handle(ServerRequest request) {
    return RequestText.bytes(request, LARGEST_BODY)
        .flatMap(bytes -> {
          var incoming = IncomingRequest.of(request, bytes);
          var task = task(incoming);
          return access
              .authenticate(
                  incoming, Authenticator.API_GATEWAY, task.action(), UUID.randomUUID().toString())
              .flatMap(caller -> access.perform(caller, task, () -> answer(request, bytes)));
        })
        .onErrorResume(failure -> refuse(failure, request));
  }

  /** Its action is that of the HTTP method, its resource the path. */
  private AccessControl.Task task(IncomingRequest request) {
    return AccessControl.Task.of(
        "apigateway:" + request.method(),
        "arn:aws:apigateway:" + region + "::" + request.rawPath().replaceFirst("^/v2", ""));
  }

  private Mono<ServerResponse> answer(ServerRequest request, byte[] bytes) {
    var text = new String(bytes, StandardCharsets.UTF_8);
    var body = text.isBlank() ? JsonText.MAPPER.createObjectNode() : RequestText.json(text);
    return dispatch(new ManagementCall(request.method().name(), path(request), body, request));
  }

  private static List<String> path(ServerRequest request) {
    try {
      return List.of(request.uri().getRawPath().substring(1).split("/", -1)).stream()
          .map(part -> URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8))
          .toList();
    } catch (IllegalArgumentException malformed) {
      throw ManagementError.badRequest("The path is not percent-encoded UTF-8");
    }
  }

  private static Mono<ServerResponse> refuse(Throwable failure, ServerRequest request) {
    return switch (failure) {
      case ManagementError error -> error(error.status(), error.type(), error.text());
      case RequestRefused refused ->
          error(
              refused.answer().status(),
              "BadRequestException",
              JsonText.parse(refused.answer().body()).path("message").asString(""));
      case dev.stateway.api.error.AwsError error ->
          error(error.httpStatus() == 400 ? 403 : error.httpStatus(), error.code(), error.text());
      default -> {
        LOG.error("{} {} failed", request.method(), request.path(), failure);
        yield error(500, "InternalServerErrorException", "Internal server error");
      }
    };
  }

  private static Mono<ServerResponse> error(int status, String type, String message) {
    var body = JsonText.MAPPER.createObjectNode().put("message", message);
    return ServerResponse.status(status)
        .contentType(MediaType.APPLICATION_JSON)
        .header("x-amzn-errortype", type)
        .bodyValue(JsonText.write(body));
  }

  private Mono<ServerResponse> dispatch(ManagementCall call) {
    var path = call.path();
    if (path.size() < 2 || !path.getFirst().equals("v2")) {
      throw ManagementError.notBuilt("The management API of REST APIs");
    }
    return switch (call.part(1)) {
      case "apis" -> apis(call);
      case "tags" -> tags.answer(call);
      case "domainnames" -> domains.answer(call);
      default -> throw ManagementError.notBuilt("The resource " + call.part(1));
    };
  }

  private Mono<ServerResponse> apis(ManagementCall call) {
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
            .doOnNext(api -> api.require(EntityKind.STAGE, stage))
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
