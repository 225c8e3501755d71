package dev.stateway.activities.http;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/** The headers of a task's call, whose names are the same in any case. */
final class TaskHeaders {
  private static final Set<String> FORBIDDEN_OF_HTTP =
      Set.of(
          "a-im",
          "accept-charset",
          "accept-datetime",
          "accept-encoding",
          "authorization",
          "cache-control",
          "connection",
          "content-encoding",
          "content-length",
          "content-md5",
          "date",
          "expect",
          "forwarded",
          "from",
          "host",
          "http2-settings",
          "if-match",
          "if-modified-since",
          "if-none-match",
          "if-range",
          "if-unmodified-since",
          "max-forwards",
          "origin",
          "pragma",
          "proxy-authorization",
          "referer",
          "server",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade",
          "via",
          "warning");
  private static final Set<String> FORBIDDEN_OF_API_GATEWAY =
      Set.of(
          "authorization",
          "connection",
          "content-length",
          "content-md5",
          "expect",
          "host",
          "max-forwards",
          "proxy-authenticate",
          "server",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade",
          "via",
          "www-authenticate");
  private static final List<String> FORBIDDEN_PREFIXES = List.of("x-amz", "x-forwarded");

  private TaskHeaders() {}

  /** There are none yet. */
  static Map<String, List<String>> none() {
    return new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
  }

  /**
   * Those of {@code http:invoke}.
   *
   * @throws dev.stateway.workflows.task.TaskFailedException one that a task cannot set
   */
  static Map<String, List<String>> ofHttp(JsonNode parameters) {
    return allowed(parameters, FORBIDDEN_OF_HTTP);
  }

  /**
   * Those of {@code apigateway:invoke}.
   *
   * @throws dev.stateway.workflows.task.TaskFailedException one that a task cannot set
   */
  static Map<String, List<String>> ofApiGateway(JsonNode parameters) {
    return allowed(parameters, FORBIDDEN_OF_API_GATEWAY);
  }

  private static Map<String, List<String>> allowed(JsonNode parameters, Set<String> forbidden) {
    var headers = none();
    headers.putAll(Endpoint.values("Headers", parameters.path("Headers")));
    for (var name : headers.keySet()) {
      var lower = name.toLowerCase(Locale.ROOT);
      if (forbidden.contains(lower) || FORBIDDEN_PREFIXES.stream().anyMatch(lower::startsWith)) {
        throw Endpoint.invalid("The header '" + name + "' cannot be set by a task");
      }
    }
    return headers;
  }
}
