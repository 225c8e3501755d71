package dev.stateway.activities.http;

import dev.stateway.activities.TaskPermissions.Permission;
import dev.stateway.activities.aws.SdkJson;
import dev.stateway.activities.http.HttpCalls.Answer;
import dev.stateway.translator.JsonText;
import dev.stateway.workflows.task.TaskFailedException;
import dev.stateway.workflows.task.TaskRequest;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** What the parameters and answers of all kinds of HTTP tasks have in common. */
public final class Endpoint {
  private static final Set<String> METHODS =
      Set.of("GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "HEAD");

  private Endpoint() {}

  /** What a task fails with that is wrong. */
  public static TaskFailedException invalid(String text) {
    return new TaskFailedException("States.Runtime", text);
  }

  /** Refuses parameters that there are not. */
  public static void check(JsonNode parameters, Set<String> known) {
    for (var name : parameters.propertyNames()) {
      if (!known.contains(name)) {
        throw invalid("The field \"" + name + "\" is not supported by Step Functions");
      }
    }
  }

  /** Refuses a URL without TLS, unless its host is one of those that are named. */
  static void requireTls(String field, URI url, AllowedHosts hosts) {
    var host = url.getHost();
    var plain = "http".equals(url.getScheme()) && host != null && hosts.isNamed(host);
    if (!plain && !"https".equals(url.getScheme())) {
      throw invalid("The " + field + " '" + url + "' must begin with https://");
    }
  }

  static String method(JsonNode parameters) {
    var method = parameters.path("Method").stringValue("");
    if (!METHODS.contains(method)) {
      throw invalid(
          "The value for the field 'Method' must be one of " + METHODS.stream().sorted().toList());
    }
    return method;
  }

  /**
   * What the role of a state machine must be allowed that has an endpoint called.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/step-functions/latest/dg/call-https-apis.html">states:InvokeHTTPEndpoint</a>
   */
  static Permission permission(TaskRequest request, String method, String url) {
    return new Permission(
        "states:InvokeHTTPEndpoint",
        request.stateMachineArn(),
        Map.of("states:HTTPEndpoint", List.of(url), "states:HTTPMethod", List.of(method)),
        reason -> new TaskFailedException("States.TaskFailed", reason));
  }

  /** Names with a value or a list of values each. */
  public static Map<String, List<String>> values(String field, JsonNode node) {
    var values = new LinkedHashMap<String, List<String>>();
    if (node.isMissingNode() || node.isNull()) {
      return values;
    }
    if (!node.isObject()) {
      throw invalid("The value for the field '" + field + "' must be an object");
    }
    for (var member : node.properties()) {
      var list = new ArrayList<String>();
      if (member.getValue().isArray()) {
        member.getValue().forEach(item -> list.add(SdkJson.asText(item)));
      } else {
        list.add(SdkJson.asText(member.getValue()));
      }
      if (list.stream().anyMatch(text -> text.contains("\n") || text.contains("\r"))) {
        throw invalid("The field '" + field + "." + member.getKey() + "' has a line break");
      }
      values.put(member.getKey(), list);
    }
    return values;
  }

  /** A query, without question mark. */
  public static String query(Map<String, List<String>> values) {
    return values.entrySet().stream()
        .flatMap(entry ->
            entry.getValue().stream().map(value -> encoded(entry.getKey()) + "=" + encoded(value)))
        .collect(Collectors.joining("&"));
  }

  /** This URL with more in its query. */
  static URI withQuery(URI url, Map<String, List<String>> query) {
    return query.isEmpty()
        ? url
        : URI.create(url + (url.getRawQuery() == null ? "?" : "&") + query(query));
  }

  /** Puts what a connection adds, in the place of what is there under the same name. */
  static void put(Map<String, Secret> added, Map<String, List<String>> values) {
    added.forEach((name, value) -> values.put(name, List.of(value.value())));
  }

  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** The task's result, or the cause of its failure. */
  static JsonNode json(Answer answer) {
    var result = JsonText.MAPPER.createObjectNode();
    var headers = result.putObject("Headers");
    answer.headers().forEach((name, values) -> values.forEach(headers.withArray(name)::add));
    result.set("ResponseBody", body(answer));
    return result.put("StatusCode", answer.status()).put("StatusText", answer.statusText());
  }

  /** JSON where it is JSON, else its text. */
  public static JsonNode body(Answer answer) {
    var text = SdkJson.text(answer.body());
    try {
      return text.isBlank()
          ? JsonText.MAPPER.getNodeFactory().stringNode("")
          : JsonText.parse(text);
    } catch (JacksonException _) {
      return JsonText.MAPPER.getNodeFactory().stringNode(text);
    }
  }
}
