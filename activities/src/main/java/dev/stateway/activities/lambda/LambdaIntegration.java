package dev.stateway.activities.lambda;

import dev.stateway.activities.ServiceIntegration;
import dev.stateway.activities.TaskPermissions.Permission;
import dev.stateway.activities.aws.AwsService;
import dev.stateway.activities.aws.AwsSettings;
import dev.stateway.activities.aws.TaskAws;
import dev.stateway.activities.functions.FunctionHost;
import dev.stateway.activities.lambda.LambdaInvoker.Call;
import dev.stateway.translator.JsonText;
import dev.stateway.translator.model.Resource;
import dev.stateway.translator.model.Resource.IntegrationPattern;
import dev.stateway.workflows.task.TaskFailedException;
import dev.stateway.workflows.task.TaskHandler.Progress;
import dev.stateway.workflows.task.TaskRequest;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * {@code lambda:invoke} and functions named by their ARN.
 *
 * @see <a href="https://docs.aws.amazon.com/step-functions/latest/dg/connect-lambda.html">Invoke
 *     Lambda with Step Functions</a>
 */
public final class LambdaIntegration
    implements ServiceIntegration, FunctionInvocation, AutoCloseable {
  private static final int FORBIDDEN = 403;

  private final FunctionHost host;
  private final LambdaInvoker local;
  private final TaskAws aws;
  private final String region;
  private final String account;
  private final Map<TaskAws.Caller, AwsLambda> remotes = new HashMap<>();

  /**
   * Functions of this host, else of AWS.
   *
   * @param region of the ARNs that local functions see
   * @param account likewise
   */
  public LambdaIntegration(FunctionHost host, TaskAws aws, String region, String account) {
    this.host = host;
    this.local = new LocalLambda(host, region, account);
    this.aws = aws;
    this.region = region;
    this.account = account;
  }

  @Override
  public String service() {
    return "lambda";
  }

  @Override
  public Map<String, Set<IntegrationPattern>> actions() {
    return Map.of(
        "invoke",
        Set.of(IntegrationPattern.REQUEST_RESPONSE, IntegrationPattern.WAIT_FOR_TASK_TOKEN));
  }

  @Override
  public Optional<Permission> permission(
      Resource.ServiceIntegration resource, TaskRequest request) {
    return Optional.of(
        permissionToInvoke(InvokeArguments.of(request.arguments()).function(), request));
  }

  /** What the role of a state machine must be allowed whose task's Resource is a function's ARN. */
  public Permission permissionToInvoke(String arn, TaskRequest request) {
    return permissionToInvoke(named(arn), request);
  }

  private Permission permissionToInvoke(FunctionName function, TaskRequest request) {
    return new Permission(
        "lambda:InvokeFunction",
        function.arn(region, account),
        Map.of(),
        reason ->
            AwsService.LAMBDA.denied(
                AwsService.LAMBDA.baseException(), reason, FORBIDDEN, requestId(request)));
  }

  @Override
  public JsonNode call(Resource.ServiceIntegration resource, TaskRequest request, Progress progress)
      throws InterruptedException {
    var arguments = InvokeArguments.of(request.arguments());
    var answer =
        invoke(
            request,
            new Call(
                arguments.function(),
                arguments.payload(),
                arguments.type(),
                arguments.clientContext(),
                arguments.tail(),
                requestId(request)));
    var result = JsonText.MAPPER.createObjectNode();
    if (answer.executedVersion() != null) {
      result.put("ExecutedVersion", answer.executedVersion());
    }
    if (answer.logResult() != null) {
      result.put("LogResult", answer.logResult());
    }
    result.set("Payload", payload(answer));
    answer.metadata().addTo(result);
    return result.put("StatusCode", answer.status());
  }

  /**
   * Runs a Task whose Resource is the function's ARN: the arguments are the event, the function's
   * answer is the result.
   */
  public JsonNode invokeFunction(String arn, TaskRequest request) throws InterruptedException {
    var function = named(arn);
    var payload = JsonText.write(request.arguments());
    return payload(invoke(request, Call.of(function, payload, requestId(request))));
  }

  @Override
  public FunctionInvocation.Answer invoke(String name, String payload, @Nullable String role)
      throws InterruptedException {
    var function = named(name);
    var call = Call.of(function, payload, UUID.randomUUID().toString());
    var answer = (host.has(function.name()) ? local : remote(role)).invoke(call);
    return new FunctionInvocation.Answer(answer.payload(), answer.failed());
  }

  @Override
  public String arn(String name) {
    return named(name).arn(region, account);
  }

  /**
   * Runs the function of this name of this machine with the task's arguments as its event.
   *
   * @throws TaskFailedException there is none, or it failed
   */
  public JsonNode invokeLocal(String name, TaskRequest request) throws InterruptedException {
    if (!host.has(name)) {
      throw InvokeArguments.invalid("No function '" + name + "' is configured on this machine");
    }
    return invokeFunction(name, request);
  }

  @Override
  public synchronized void close() {
    remotes.values().forEach(AwsLambda::close);
  }

  private LambdaInvoker.Answer invoke(TaskRequest request, Call call) throws InterruptedException {
    var isLocal = host.has(call.function().name());
    var answer = (isLocal ? local : remote(request)).invoke(call);
    if (answer.failed()) {
      throw failure(answer.payload());
    }
    return answer;
  }

  private static FunctionName named(String name) {
    return FunctionName.of(name)
        .orElseThrow(() -> InvokeArguments.invalid("'" + name + "' names no Lambda function"));
  }

  private LambdaInvoker remote(TaskRequest request) {
    // Asked each time: what STS refuses fails the task.
    return remote(aws.caller(request), aws.settings(request));
  }

  private LambdaInvoker remote(@Nullable String role) {
    var caller = aws.server(role);
    return remote(caller, aws.settings(caller));
  }

  private synchronized LambdaInvoker remote(TaskAws.Caller caller, AwsSettings settings) {
    return remotes.computeIfAbsent(caller, _ -> new AwsLambda(settings));
  }

  private static JsonNode payload(LambdaInvoker.Answer answer) {
    try {
      if (!answer.payload().isBlank()) {
        return JsonText.parse(answer.payload());
      }
    } catch (JacksonException _) {
      // A custom runtime may answer any bytes; a text is what is left of them in JSON.
    }
    return JsonText.MAPPER.getNodeFactory().stringNode(answer.payload());
  }

  private static TaskFailedException failure(String payload) {
    try {
      var error = JsonText.parse(payload);
      if (error.path("errorType").isString() && !error.path("errorType").stringValue().isEmpty()) {
        return new TaskFailedException(
            error.path("errorType").stringValue(), JsonText.write(error));
      }
    } catch (JacksonException _) {
      // Said below: a payload that cannot be read has no error type.
    }
    return new TaskFailedException(
        "Lambda.Unknown",
        "The cause could not be determined because Lambda did not return an error type."
            + " Returned payload: "
            + payload);
  }

  /**
   * Another try of the same attempt, after a lost worker, has the same id: a function can tell that
   * it has seen it.
   */
  private static String requestId(TaskRequest request) {
    var key = request.idempotencyKey().getBytes(StandardCharsets.UTF_8);
    return UUID.nameUUIDFromBytes(key).toString();
  }
}
