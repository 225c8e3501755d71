package dev.stateway.activities.http;

import dev.stateway.activities.ServiceIntegration;
import dev.stateway.activities.TaskPermissions.Permission;
import dev.stateway.activities.aws.SdkJson;
import dev.stateway.activities.http.FormBody.ArrayFormat;
import dev.stateway.activities.http.HttpCalls.Answer;
import dev.stateway.activities.http.HttpCalls.Call;
import dev.stateway.translator.JsonText;
import dev.stateway.translator.model.Resource;
import dev.stateway.translator.model.Resource.IntegrationPattern;
import dev.stateway.workflows.task.TaskFailedException;
import dev.stateway.workflows.task.TaskHandler.Progress;
import dev.stateway.workflows.task.TaskRequest;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code http:invoke}: calls an HTTPS endpoint with the authorization of a connection.
 *
 * @see <a href="https://docs.aws.amazon.com/step-functions/latest/dg/call-https-apis.html">Call
 *     HTTPS APIs in Step Functions workflows</a>
 */
public final class HttpIntegration implements ServiceIntegration, AutoCloseable {
  private static final Set<String> PARAMETERS =
      Set.of(
          "ApiEndpoint",
          "Authentication",
          "Headers",
          "InvocationConfig",
          "Method",
          "QueryParameters",
          "RequestBody",
          "Transform");
  private static final Set<String> FORBIDDEN_HEADERS =
      Set.of(
          "a-im",
          "accept-charset",
          "accept-datetime",
          "accept-encoding",
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
  private static final int UNAUTHORIZED = 401;
  private static final String FORM = "application/x-www-form-urlencoded";

  private final AllowedHosts hosts;
  private final HttpCalls calls;
  private final Connections connections;

  /**
   * Calls to these hosts.
   *
   * @param connections those that tasks may name
   * @param store more of them
   */
  public HttpIntegration(
      AllowedHosts hosts, Collection<Connection> connections, ConnectionStore store) {
    this.hosts = hosts;
    this.calls = new HttpCalls(hosts);
    this.connections = new Connections(connections, store, calls);
  }

  @Override
  public String service() {
    return "http";
  }

  @Override
  public Map<String, Set<IntegrationPattern>> actions() {
    return Map.of("invoke", Set.of(IntegrationPattern.REQUEST_RESPONSE));
  }

  @Override
  public Optional<Permission> permission(
      Resource.ServiceIntegration resource, TaskRequest request) {
    var parameters = request.arguments();
    return Optional.of(
        Endpoint.permission(
            request, Endpoint.method(parameters), parameters.path("ApiEndpoint").stringValue("")));
  }

  @Override
  public JsonNode call(Resource.ServiceIntegration resource, TaskRequest request, Progress progress)
      throws InterruptedException {
    var parameters = request.arguments();
    Endpoint.check(parameters, PARAMETERS);
    var connection = connections.of(connectionArn(parameters));
    try {
      var answer = calls.call(put(parameters, connection));
      if (answer.status() == UNAUTHORIZED && connections.forget(connection)) {
        // Its token may have been revoked before its time.
        answer = calls.call(put(parameters, connection));
      }
      return result(answer);
    } catch (HttpCalls.TooLargeException e) {
      throw new TaskFailedException("States.DataLimitExceeded", e.getMessage());
    } catch (AllowedHosts.PrivateAddressException e) {
      throw Endpoint.invalid(String.valueOf(e.getMessage()));
    } catch (IOException e) {
      throw new TaskFailedException("States.Http.Socket", String.valueOf(e.getMessage()));
    }
  }

  @Override
  public void close() {
    calls.close();
  }

  private static JsonNode result(Answer answer) {
    var result = Endpoint.json(answer);
    if (!answer.isSuccess()) {
      throw new TaskFailedException(
          "States.Http.StatusCode." + answer.status(), JsonText.write(result));
    }
    return result;
  }

  private static String connectionArn(JsonNode parameters) {
    for (var member : List.of("Authentication", "InvocationConfig")) {
      var arn = parameters.path(member).path("ConnectionArn").stringValue("");
      if (!arn.isEmpty()) {
        return arn;
      }
    }
    throw Endpoint.invalid("An HTTP task needs a ConnectionArn");
  }

  private Call put(JsonNode parameters, Connection connection)
      throws IOException, InterruptedException {
    var headers = headers(parameters);
    Endpoint.put(connection.invocation().headers(), headers);
    connections.headers(connection).forEach((name, value) -> headers.put(name, List.of(value)));
    var body = body(parameters, connection.invocation().body(), headers);
    if (body != null && !Endpoint.has(headers, "Content-Type")) {
      headers.put("Content-Type", List.of("application/json"));
    }
    return new Call(Endpoint.method(parameters), uri(parameters, connection), headers, body);
  }

  private static Map<String, List<String>> headers(JsonNode parameters) {
    var headers = Endpoint.values("Headers", parameters.path("Headers"));
    for (var name : headers.keySet()) {
      var lower = name.toLowerCase(Locale.ROOT);
      if (FORBIDDEN_HEADERS.contains(lower)
          || lower.startsWith("x-amz")
          || lower.startsWith("x-forwarded")) {
        throw Endpoint.invalid("The header '" + name + "' cannot be set by a task");
      }
    }
    return headers;
  }

  private URI uri(JsonNode parameters, Connection connection) {
    var text = parameters.path("ApiEndpoint").stringValue("");
    try {
      var uri = new URI(text);
      var host = uri.getHost();
      if (host == null || uri.getUserInfo() != null) {
        throw Endpoint.invalid("The ApiEndpoint '" + text + "' is not the URL of an endpoint");
      }
      var plain = "http".equals(uri.getScheme()) && hosts.isNamed(host);
      if (!plain && !"https".equals(uri.getScheme())) {
        throw Endpoint.invalid("The ApiEndpoint '" + text + "' must begin with https://");
      }
      var query = Endpoint.values("QueryParameters", parameters.path("QueryParameters"));
      Endpoint.put(connection.invocation().query(), query);
      return Endpoint.withQuery(uri, query);
    } catch (URISyntaxException e) {
      throw Endpoint.invalid("The ApiEndpoint '" + text + "' is no URL: " + e.getMessage());
    }
  }

  private static @Nullable SdkBytes body(
      JsonNode parameters, Map<String, Secret> added, Map<String, List<String>> headers) {
    var body = merged(parameters.path("RequestBody"), added);
    if (body.isMissingNode() || body.isNull()) {
      return null;
    }
    var transform = parameters.path("Transform");
    if (!transform.path("RequestBodyEncoding").stringValue("NONE").equals("URL_ENCODED")) {
      return SdkBytes.fromUtf8String(SdkJson.asText(body));
    }
    if (!Endpoint.has(headers, "Content-Type")) {
      headers.put("Content-Type", List.of(FORM));
    }
    var arrays = ArrayFormat.of(transform.path("RequestEncodingOptions").path("ArrayFormat"));
    return SdkBytes.fromUtf8String(FormBody.of(body, arrays));
  }

  private static JsonNode merged(JsonNode body, Map<String, Secret> added) {
    if (added.isEmpty()) {
      return body;
    }
    var isAbsent = body.isMissingNode() || body.isNull();
    var members = isAbsent ? JsonText.MAPPER.createObjectNode() : body.deepCopy();
    if (!(members instanceof ObjectNode object)) {
      throw Endpoint.invalid("A connection with body parameters needs a RequestBody of members");
    }
    added.forEach((name, value) -> object.put(name, value.value()));
    return object;
  }
}
