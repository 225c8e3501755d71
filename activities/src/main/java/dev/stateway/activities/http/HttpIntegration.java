package dev.stateway.activities.http;

import dev.stateway.activities.ServiceIntegration;
import dev.stateway.activities.TaskPermissions;
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
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
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
  // EventBridge's rule: the token is fetched again.
  private static final Set<Integer> REFUSED_TOKEN = Set.of(401, 407);
  private static final Pattern BINARY =
      Pattern.compile("(?i)(application/octet-stream|image/.*|video/.*|audio/.*)");
  private static final String JSON = "application/json; charset=UTF-8";
  private static final String FORM = "application/x-www-form-urlencoded";

  private final AllowedHosts hosts;
  private final HttpCalls calls;
  private final Connections connections;

  /**
   * Calls to these hosts.
   *
   * @param connections those that tasks may name
   * @param store more of them
   * @param prefix what their ARNs begin with, {@code arn:aws:events:REGION:ACCOUNT:connection/}
   * @param permissions which of them the role of a state machine may use
   */
  public HttpIntegration(
      AllowedHosts hosts,
      Collection<Connection> connections,
      ConnectionStore store,
      String prefix,
      TaskPermissions permissions) {
    this.hosts = hosts;
    this.calls = new HttpCalls(hosts);
    this.connections = new Connections(connections, store, calls, hosts, prefix, permissions);
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
    var connection = connections.of(connectionArn(parameters), request);
    try {
      var answer = call(parameters, connection, progress);
      if (REFUSED_TOKEN.contains(answer.status()) && connections.forget(connection)) {
        // Its token may have been revoked before its time.
        answer = call(parameters, connection, progress);
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

  private Answer call(JsonNode parameters, Connection connection, Progress progress)
      throws IOException, InterruptedException {
    var sent = put(parameters, Added.by(connection, connections.headers(connection)));
    var tap = progress.httpTap();
    if (tap.isEmpty()) {
      return calls.call(sent);
    }
    // Whatever a connection adds may be a secret.
    var shown = tap.get().revealsSecrets() ? sent : put(parameters, Added.NOTHING);
    try {
      var answer = calls.call(sent);
      tap.get().saw(HttpCalls.exchange(shown, answer));
      return answer;
    } catch (IOException e) {
      tap.get().saw(HttpCalls.exchange(shown, null));
      throw e;
    }
  }

  @Override
  public void close() {
    calls.close();
  }

  private static JsonNode result(Answer answer) {
    var type = answer.header("Content-Type");
    if (BINARY.matcher(type).matches() || SdkJson.utf8(answer.body()).isEmpty()) {
      throw Endpoint.invalid(
          "The answer is no text: its status is "
              + answer.status()
              + ", its Content-Type '"
              + type
              + "'");
    }
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

  /** What a connection adds to a call, and the headers that prove who calls. */
  private record Added(HttpParameters parameters, Map<String, String> authorization) {
    static final Added NOTHING = new Added(HttpParameters.NONE, Map.of());

    static Added by(Connection connection, Map<String, String> authorization) {
      return new Added(connection.invocation(), authorization);
    }
  }

  private Call put(JsonNode parameters, Added added) {
    var headers = TaskHeaders.ofHttp(parameters);
    Endpoint.put(added.parameters().headers(), headers);
    added.authorization().forEach((name, value) -> headers.put(name, List.of(value)));
    var body = body(parameters, added.parameters().body(), headers);
    if (body != null) {
      headers.putIfAbsent("Content-Type", List.of(JSON));
    }
    return new Call(Endpoint.method(parameters), uri(parameters, added), headers, body);
  }

  private URI uri(JsonNode parameters, Added added) {
    var text = parameters.path("ApiEndpoint").stringValue("");
    try {
      var uri = new URI(text);
      var host = uri.getHost();
      if (host == null || uri.getUserInfo() != null) {
        throw Endpoint.invalid("The ApiEndpoint '" + text + "' is not the URL of an endpoint");
      }
      Endpoint.requireTls("ApiEndpoint", uri, hosts);
      var query = Endpoint.values("QueryParameters", parameters.path("QueryParameters"));
      Endpoint.put(added.parameters().query(), query);
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
    headers.putIfAbsent("Content-Type", List.of(FORM));
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
