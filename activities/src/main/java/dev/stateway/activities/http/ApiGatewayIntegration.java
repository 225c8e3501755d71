package dev.stateway.activities.http;

import dev.stateway.activities.ServiceIntegration;
import dev.stateway.activities.aws.SdkJson;
import dev.stateway.activities.aws.TaskAws;
import dev.stateway.activities.http.HttpCalls.Call;
import dev.stateway.translator.JsonText;
import dev.stateway.translator.model.Resource;
import dev.stateway.translator.model.Resource.IntegrationPattern;
import dev.stateway.workflows.task.TaskFailedException;
import dev.stateway.workflows.task.TaskHandler.Progress;
import dev.stateway.workflows.task.TaskRequest;
import java.io.IOException;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import tools.jackson.databind.JsonNode;

/**
 * {@code apigateway:invoke}: calls a stage of an API.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/dg/connect-api-gateway.html">Create
 *     API Gateway REST APIs with Step Functions</a>
 */
public final class ApiGatewayIntegration implements ServiceIntegration, AutoCloseable {
  private static final Set<String> PARAMETERS =
      Set.of(
          "AllowNullValues",
          "ApiEndpoint",
          "AuthType",
          "Headers",
          "Method",
          "Path",
          "QueryParameters",
          "RequestBody",
          "Stage");
  private static final Pattern HOST = Pattern.compile("([A-Za-z0-9.-]+)(:\\d{1,5})?");

  private final AllowedHosts hosts;
  private final TaskAws aws;
  private final HttpCalls calls;

  /** Calls to these hosts, signed with these credentials where a task asks for that. */
  public ApiGatewayIntegration(AllowedHosts hosts, TaskAws aws) {
    this.hosts = hosts;
    this.aws = aws;
    this.calls = new HttpCalls(hosts);
  }

  @Override
  public String service() {
    return "apigateway";
  }

  @Override
  public Map<String, Set<IntegrationPattern>> actions() {
    return Map.of(
        "invoke",
        Set.of(IntegrationPattern.REQUEST_RESPONSE, IntegrationPattern.WAIT_FOR_TASK_TOKEN));
  }

  @Override
  public JsonNode call(Resource.ServiceIntegration resource, TaskRequest request, Progress progress)
      throws InterruptedException {
    Endpoint.check(request.arguments(), PARAMETERS);
    var call = call(request.arguments());
    try {
      var answer = calls.call(authorized(call, request));
      if (!answer.isSuccess()) {
        throw new TaskFailedException(
            "ApiGateway." + answer.status(), JsonText.write(Endpoint.body(answer)));
      }
      return Endpoint.json(answer);
    } catch (HttpCalls.TooLargeException e) {
      throw new TaskFailedException("States.DataLimitExceeded", e.getMessage());
    } catch (AllowedHosts.PrivateAddressException e) {
      throw Endpoint.invalid(String.valueOf(e.getMessage()));
    } catch (IOException e) {
      throw new TaskFailedException(
          "ApiGateway.SdkClientException", "Unable to execute HTTP request: " + e.getMessage());
    }
  }

  @Override
  public void close() {
    calls.close();
  }

  private Call call(JsonNode parameters) {
    var headers = TaskHeaders.ofApiGateway(parameters);
    var body = body(parameters);
    if (body != null) {
      headers.putIfAbsent("Content-Type", List.of("application/json"));
    }
    return new Call(Endpoint.method(parameters), uri(parameters), headers, body);
  }

  private URI uri(JsonNode parameters) {
    var endpoint = parameters.path("ApiEndpoint").stringValue("");
    var host = HOST.matcher(endpoint);
    if (!host.matches()) {
      throw Endpoint.invalid("The ApiEndpoint '" + endpoint + "' must be the name of a host");
    }
    var path = new StringBuilder();
    for (var part : List.of("Stage", "Path")) {
      var text = parameters.path(part).stringValue("").replaceFirst("^/", "");
      if (!text.isEmpty()) {
        path.append('/').append(text.replace(" ", "%20"));
      }
    }
    var query =
        Endpoint.query(Endpoint.values("QueryParameters", parameters.path("QueryParameters")));
    var scheme = hosts.isNamed(host.group(1)) ? "http" : "https";
    try {
      return URI.create(
          scheme
              + "://"
              + endpoint
              + (path.isEmpty() ? "/" : path)
              + (query.isEmpty() ? "" : "?" + query));
    } catch (IllegalArgumentException e) {
      throw Endpoint.invalid("Stage and Path make no URL: " + e.getMessage());
    }
  }

  private static @Nullable SdkBytes body(JsonNode parameters) {
    var body = parameters.path("RequestBody");
    return body.isMissingNode() || body.isNull()
        ? null
        : SdkBytes.fromUtf8String(SdkJson.asText(body));
  }

  private Call authorized(Call call, TaskRequest request) {
    var type = request.arguments().path("AuthType").stringValue("NO_AUTH");
    return switch (type) {
      case "NO_AUTH" -> call;
      case "IAM_ROLE", "RESOURCE_POLICY" -> signed(call, request);
      default -> throw Endpoint.invalid("The AuthType '" + type + "' is unknown");
    };
  }

  private Call signed(Call call, TaskRequest task) {
    var settings = aws.settings(task);
    var body = call.body();
    var request =
        SdkHttpRequest.builder()
            .method(SdkHttpMethod.fromValue(call.method()))
            .uri(call.uri())
            .headers(call.headers())
            .build();
    var signed =
        AwsV4HttpSigner.create()
            .sign(sign ->
                sign.identity(settings.credentials().resolveCredentials())
                    .request(request)
                    .payload(
                        ContentStreamProvider.fromUtf8String(
                            body == null ? "" : body.asUtf8String()))
                    .putProperty(AwsV4FamilyHttpSigner.SERVICE_SIGNING_NAME, "execute-api")
                    .putProperty(AwsV4HttpSigner.REGION_NAME, settings.region().id()));
    var headers = new LinkedHashMap<String, List<String>>();
    signed
        .request()
        .headers()
        .forEach((name, values) -> {
          // The client itself sets it, the same.
          if (!name.equalsIgnoreCase("Host")) {
            headers.put(name, values);
          }
        });
    return new Call(call.method(), call.uri(), headers, body);
  }
}
