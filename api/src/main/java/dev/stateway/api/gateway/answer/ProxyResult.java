package dev.stateway.api.gateway.answer;

import dev.stateway.api.gateway.mapping.GatewayResponse;
import dev.stateway.api.gateway.mapping.RequestBody;
import dev.stateway.translator.JsonText;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Reads the answers of Lambda proxy integrations: {@code statusCode}, {@code headers}, {@code
 * multiValueHeaders}, {@code cookies}, {@code body}, {@code isBase64Encoded}.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html#http-api-develop-integrations-lambda.response">Lambda
 *     function response format</a>
 */
public final class ProxyResult {
  private static final String DEFAULT_TYPE = "text/plain;charset=UTF-8";
  private static final Pattern FIELD_NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

  /** Headers that are of one connection, or follow from the body. */
  private static final Set<String> CONNECTION =
      Set.of(
          "connection",
          "content-length",
          "keep-alive",
          "proxy-connection",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade");

  private static final Set<String> MEMBERS =
      Set.of("statusCode", "headers", "multiValueHeaders", "cookies", "body", "isBase64Encoded");

  private ProxyResult() {}

  /**
   * Format 2.0: an answer without a {@code statusCode} is itself the body, as JSON. Empty if it has
   * one and is malformed.
   */
  public static Optional<GatewayResponse> inferred(String payload) {
    JsonNode tree;
    try {
      tree = JsonText.parse(payload);
    } catch (JacksonException notJson) {
      return Optional.empty();
    }
    if (tree.isObject() && tree.has("statusCode")) {
      return explicit(tree);
    }
    return Optional.of(
        GatewayResponse.json(200, tree.isString() ? tree.stringValue() : JsonText.write(tree)));
  }

  /** Format 1.0: empty if it is not an answer in this form, or has members that are none of it. */
  public static Optional<GatewayResponse> explicit(String payload) {
    try {
      var tree = JsonText.parse(payload);
      return tree.isObject() && !tree.isEmpty() && MEMBERS.containsAll(tree.propertyNames())
          ? explicit(tree)
          : Optional.empty();
    } catch (JacksonException notJson) {
      return Optional.empty();
    }
  }

  private static Optional<GatewayResponse> explicit(JsonNode tree) {
    var status = tree.path("statusCode").asString("200");
    var body = body(tree);
    var headers = headers(tree);
    if (!status.matches("[1-5]\\d\\d") || body.isEmpty() || headers.isEmpty()) {
      return Optional.empty();
    }
    headers.get().putIfAbsent("content-type", List.of(DEFAULT_TYPE));
    return Optional.of(
        new GatewayResponse(
            Integer.parseInt(status),
            headers.get(),
            new GatewayResponse.Content.Whole(body.get())));
  }

  private static Optional<RequestBody> body(JsonNode tree) {
    var body = tree.path("body");
    if (body.isMissingNode() || body.isNull()) {
      return Optional.of(RequestBody.EMPTY);
    }
    if (!body.isString()) {
      return Optional.empty();
    }
    if (!tree.path("isBase64Encoded").asBoolean(false)) {
      return Optional.of(RequestBody.of(body.stringValue()));
    }
    try {
      return Optional.of(RequestBody.of(Base64.getDecoder().decode(body.stringValue())));
    } catch (IllegalArgumentException notBase64) {
      return Optional.empty();
    }
  }

  private static Optional<Map<String, List<String>>> headers(JsonNode tree) {
    if (!isMap(tree.path("headers")) || !isMap(tree.path("multiValueHeaders"))) {
      return Optional.empty();
    }
    var headers = new LinkedHashMap<String, List<String>>();
    for (var several : tree.path("multiValueHeaders").properties()) {
      if (!several.getValue().isArray()) {
        return Optional.empty();
      }
      several.getValue().forEach(value -> add(headers, several.getKey(), value));
    }
    for (var single : tree.path("headers").properties()) {
      add(headers, single.getKey(), single.getValue());
    }
    var cookies = new ArrayList<>(headers.getOrDefault("set-cookie", List.of()));
    tree.path("cookies").valueStream().forEach(cookie -> cookies.add(cookie.asString("")));
    if (!cookies.isEmpty()) {
      headers.put("set-cookie", cookies);
    }
    headers.keySet().removeAll(CONNECTION);
    return headers.entrySet().stream().allMatch(ProxyResult::isWellFormed)
        ? Optional.of(headers)
        : Optional.empty();
  }

  private static void add(Map<String, List<String>> headers, String name, JsonNode value) {
    headers
        .computeIfAbsent(name.toLowerCase(Locale.ROOT), _ -> new ArrayList<>())
        .add(value.asString(""));
  }

  private static boolean isMap(JsonNode node) {
    return node.isMissingNode() || node.isNull() || node.isObject();
  }

  private static boolean isWellFormed(Map.Entry<String, List<String>> header) {
    return FIELD_NAME.matcher(header.getKey()).matches()
        && header.getValue().stream()
            .noneMatch(value -> value.chars().anyMatch(c -> c == '\r' || c == '\n' || c == 0));
  }
}
