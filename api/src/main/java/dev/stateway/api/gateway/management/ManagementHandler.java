package dev.stateway.api.gateway.management;

import dev.stateway.api.auth.AccessControl;
import dev.stateway.api.auth.Authenticator;
import dev.stateway.api.auth.IncomingRequest;
import dev.stateway.api.http.RequestRefused;
import dev.stateway.api.http.RequestText;
import dev.stateway.translator.JsonText;
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

/**
 * Answers the REST API of {@code apigatewayv2}: requests that are signed for the service {@code
 * apigateway}.
 */
final class ManagementHandler {
  private static final Logger LOG = LoggerFactory.getLogger(ManagementHandler.class);
  private static final int LARGEST_BODY = 13 * 1024 * 1024;
  private static final Pattern SCOPE =
      Pattern.compile("Credential=[^,/]+/\\d{8}/[^/,]+/apigateway/aws4_request");

  private final ApiCalls apis;
  private final TagCalls tags;
  private final DomainCalls domains;
  private final AccessControl access;
  private final String region;

  ManagementHandler(
      ApiCalls apis, TagCalls tags, DomainCalls domains, AccessControl access, String region) {
    this.apis = apis;
    this.tags = tags;
    this.domains = domains;
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
      case "apis" -> apis.answer(call);
      case "tags" -> tags.answer(call);
      case "domainnames" -> domains.answer(call);
      default -> throw ManagementError.notBuilt("The resource " + call.part(1));
    };
  }
}
