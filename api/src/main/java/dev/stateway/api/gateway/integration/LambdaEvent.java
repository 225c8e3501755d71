package dev.stateway.api.gateway.integration;

import dev.stateway.api.gateway.mapping.GatewayRequest;
import dev.stateway.api.gateway.route.Route;
import dev.stateway.api.gateway.route.RouteKey;
import dev.stateway.translator.JsonText;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A request as the event of a Lambda function.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html">Payload
 *     format versions</a>
 */
final class LambdaEvent {
  private final Route route;
  private final GatewayRequest request;
  private final EventIdentity identity;

  private LambdaEvent(Route route, GatewayRequest request) {
    this.route = route;
    this.request = request;
    this.identity = new EventIdentity(request);
  }

  /** The event in the route's format. */
  static JsonNode of(Route route, GatewayRequest request, boolean isVersion2) {
    var event = new LambdaEvent(route, request);
    return isVersion2 ? event.version2() : event.version1();
  }

  private JsonNode version2() {
    var event = object();
    event.put("version", "2.0");
    event.put("routeKey", route.key().text());
    event.put("rawPath", pathWithStage());
    event.put("rawQueryString", request.line().rawQuery());
    var cookies = request.cookies();
    if (!cookies.isEmpty()) {
      var list = event.putArray("cookies");
      cookies.forEach(list::add);
    }
    var headers = event.putObject("headers");
    request
        .headers()
        .forEach((name, values) -> {
          if (!name.equals("cookie")) {
            headers.put(name, String.join(",", values));
          }
        });
    putJoined(event, "queryStringParameters", request.line().query());
    event.set("requestContext", context2());
    putBody(event, false);
    putTexts(event, "pathParameters", request.pathParameters());
    event.put("isBase64Encoded", isBinary());
    putTexts(event, "stageVariables", request.stageVariables());
    return event;
  }

  private ObjectNode context2() {
    var context = object();
    putContext(context, "accountId", "accountId");
    putContext(context, "apiId", "apiId");
    identity.putInto2(context);
    putContext(context, "domainName", "domainName");
    putContext(context, "domainPrefix", "domainPrefix");
    var http = context.putObject("http");
    http.put("method", request.line().method());
    http.put("path", pathWithStage());
    putContext(http, "protocol", "protocol");
    putContext(http, "sourceIp", "identity.sourceIp");
    http.put("userAgent", request.context("identity.userAgent").orElse(""));
    putContext(context, "requestId", "requestId");
    context.put("routeKey", route.key().text());
    context.put("stage", route.api().stage());
    putContext(context, "time", "requestTime");
    context.put("timeEpoch", epoch());
    return context;
  }

  private JsonNode version1() {
    var event = object();
    event.put("version", "1.0");
    event.put("resource", resource());
    event.put("path", pathWithStage());
    event.put("httpMethod", request.line().method());
    putLast(event, "headers", request.headers());
    putAll(event, "multiValueHeaders", request.headers());
    putLast(event, "queryStringParameters", request.line().query());
    putAll(event, "multiValueQueryStringParameters", request.line().query());
    event.set("requestContext", context1());
    putTextsOrNull(event, "pathParameters", request.pathParameters());
    putTextsOrNull(event, "stageVariables", request.stageVariables());
    putBody(event, true);
    event.put("isBase64Encoded", isBinary());
    return event;
  }

  private ObjectNode context1() {
    var context = object();
    putContext(context, "accountId", "accountId");
    putContext(context, "apiId", "apiId");
    identity.putAuthorizer1(context.putObject("authorizer"));
    putContext(context, "domainName", "domainName");
    putContext(context, "domainPrefix", "domainPrefix");
    putContext(context, "extendedRequestId", "extendedRequestId");
    context.put("httpMethod", request.line().method());
    identity.putIdentity1(context.putObject("identity"));
    context.put("path", pathWithStage());
    putContext(context, "protocol", "protocol");
    putContext(context, "requestId", "requestId");
    putContext(context, "requestTime", "requestTime");
    context.put("requestTimeEpoch", epoch());
    context.put("resourceId", route.key().text());
    context.put("resourcePath", resource());
    context.put("stage", route.api().stage());
    return context;
  }

  private String resource() {
    return switch (route.key()) {
      case RouteKey.MethodAndPath(_, var path) -> path.text();
      case RouteKey.Default key -> key.text();
    };
  }

  private String pathWithStage() {
    return request.context("path").orElse(request.line().path());
  }

  private long epoch() {
    return Long.parseLong(request.context("requestTimeEpoch").orElse("0"));
  }

  private void putContext(ObjectNode node, String member, String name) {
    request.context(name).ifPresent(value -> node.put(member, value));
  }

  private void putBody(ObjectNode event, boolean evenIfEmpty) {
    if (request.body().isEmpty()) {
      if (evenIfEmpty) {
        event.putNull("body");
      }
      return;
    }
    event.put(
        "body",
        isBinary()
            ? Base64.getEncoder().encodeToString(request.body().bytes())
            : request.body().text().orElse(""));
  }

  /** What API Gateway takes for text is passed as it is, all else in Base64. */
  private boolean isBinary() {
    if (request.body().isEmpty()) {
      return false;
    }
    var type =
        request
            .firstHeader("content-type")
            .map(value -> value.split(";", 2)[0].strip().toLowerCase(Locale.ROOT))
            .orElse("text/plain");
    var isText =
        type.startsWith("text/")
            || type.equals("application/json")
            || type.equals("application/javascript")
            || type.equals("application/xml")
            || type.endsWith("+json")
            || type.endsWith("+xml");
    return !isText || request.body().text().isEmpty();
  }

  private static void putJoined(ObjectNode event, String name, Map<String, List<String>> values) {
    if (!values.isEmpty()) {
      var node = event.putObject(name);
      values.forEach((key, all) -> node.put(key, String.join(",", all)));
    }
  }

  private static void putLast(ObjectNode event, String name, Map<String, List<String>> values) {
    if (values.isEmpty()) {
      event.putNull(name);
      return;
    }
    var node = event.putObject(name);
    values.forEach((key, all) -> node.put(key, all.getLast()));
  }

  private static void putAll(ObjectNode event, String name, Map<String, List<String>> values) {
    if (values.isEmpty()) {
      event.putNull(name);
      return;
    }
    var node = event.putObject(name);
    values.forEach((key, all) -> all.forEach(node.withArray(key)::add));
  }

  private static void putTexts(ObjectNode event, String name, Map<String, String> values) {
    if (!values.isEmpty()) {
      putTextsOrNull(event, name, values);
    }
  }

  private static void putTextsOrNull(ObjectNode event, String name, Map<String, String> values) {
    if (values.isEmpty()) {
      event.putNull(name);
      return;
    }
    var node = event.putObject(name);
    values.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(entry -> node.put(entry.getKey(), entry.getValue()));
  }

  private static ObjectNode object() {
    return JsonText.MAPPER.createObjectNode();
  }
}
