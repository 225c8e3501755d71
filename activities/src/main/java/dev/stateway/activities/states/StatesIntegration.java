package dev.stateway.activities.states;

import dev.stateway.activities.ServiceIntegration;
import dev.stateway.activities.aws.AwsService;
import dev.stateway.activities.aws.Polling;
import dev.stateway.activities.aws.ResponseMetadata;
import dev.stateway.activities.aws.SdkJson;
import dev.stateway.activities.states.StepFunctionsApi.RefusedException;
import dev.stateway.translator.JsonText;
import dev.stateway.translator.model.Resource;
import dev.stateway.translator.model.Resource.IntegrationPattern;
import dev.stateway.workflows.task.TaskFailedException;
import dev.stateway.workflows.task.TaskHandler.Progress;
import dev.stateway.workflows.task.TaskRequest;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/**
 * {@code states:startExecution}: an execution of another state machine of this server, started,
 * waited for ({@code .sync}: its output is a text, {@code .sync:2}: its output is JSON), and
 * stopped with the one that started it.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/dg/connect-stepfunctions.html">Start
 *     a new state machine from a running execution</a>
 */
public final class StatesIntegration implements ServiceIntegration {
  private static final Logger LOG = LoggerFactory.getLogger(StatesIntegration.class);
  private static final Set<String> PARAMETERS =
      Set.of("Input", "Name", "StateMachineArn", "TraceHeader");
  private static final Duration LOOK = Duration.ofSeconds(10);
  private static final Duration PAUSE = Duration.ofMillis(200);

  private final StepFunctionsApi api;

  public StatesIntegration(StepFunctionsApi api) {
    this.api = api;
  }

  @Override
  public String service() {
    return "states";
  }

  @Override
  public Map<String, Set<IntegrationPattern>> actions() {
    return Map.of("startExecution", EnumSet.allOf(IntegrationPattern.class));
  }

  @Override
  public JsonNode call(Resource.ServiceIntegration resource, TaskRequest request, Progress progress)
      throws InterruptedException {
    JsonNode started;
    try {
      started = api.startExecution(startExecution(request), request);
    } catch (RefusedException e) {
      throw failure(e, request.idempotencyKey());
    }
    var answer = JsonText.MAPPER.createObjectNode();
    answer.set("ExecutionArn", started.path("executionArn"));
    ResponseMetadata.ofThisServer(JsonText.write(started), request.idempotencyKey()).addTo(answer);
    answer.set("StartDate", DescribedExecution.millis(started.path("startDate")));
    return answer;
  }

  @Override
  public JsonNode awaitCompletion(
      Resource.ServiceIntegration resource, TaskRequest request, Progress progress)
      throws InterruptedException {
    var execution = execution(request);
    var described =
        new Polling(PAUSE, PAUSE, progress)
            .until(() -> ended(execution, request), () -> stop(resource, request, progress));
    var json = resource.suffix().equals(".sync:2");
    var result = DescribedExecution.of(described, json);
    if (!described.path("status").stringValue().equals("SUCCEEDED")) {
      throw new TaskFailedException("States.TaskFailed", JsonText.write(result));
    }
    return result;
  }

  /**
   * Whether there is a Step Functions activity of this ARN; a server that is away is asked again.
   */
  public JsonNode activityExists(String arn, Progress progress) throws InterruptedException {
    return new Polling(PAUSE, LOOK, progress).until(() -> foundActivity(arn), () -> {});
  }

  private Optional<JsonNode> foundActivity(String arn) throws InterruptedException {
    var nodes = JsonText.MAPPER.getNodeFactory();
    try {
      api.call("DescribeActivity", JsonText.MAPPER.createObjectNode().put("activityArn", arn));
      return Optional.of(nodes.booleanNode(true));
    } catch (RefusedException e) {
      return e.mayPass() ? Optional.empty() : Optional.of(nodes.booleanNode(false));
    }
  }

  /** The description of the execution once it has ended; a server that is away is asked again. */
  private Optional<JsonNode> ended(String execution, TaskRequest request)
      throws InterruptedException {
    try {
      api.awaitEnd(execution, LOOK);
      var members = JsonText.MAPPER.createObjectNode().put("executionArn", execution);
      return Optional.of(api.call("DescribeExecution", members))
          .filter(described -> !described.path("status").stringValue().equals("RUNNING"));
    } catch (RefusedException e) {
      if (e.mayPass()) {
        return Optional.empty();
      }
      throw failure(e, request.idempotencyKey());
    }
  }

  @Override
  public void stop(Resource.ServiceIntegration resource, TaskRequest request, Progress progress)
      throws InterruptedException {
    var execution = execution(request);
    var members = JsonText.MAPPER.createObjectNode().put("executionArn", execution);
    try {
      api.call("StopExecution", members);
    } catch (RefusedException e) {
      LOG.error("The execution {} could not be stopped", execution, e);
    }
  }

  /** The ARN of the execution that the call has started. */
  private static String execution(TaskRequest request) {
    return Objects.requireNonNull(request.submitted()).path("ExecutionArn").stringValue();
  }

  /** The same name for every try of this attempt: the API takes the same request again. */
  private static JsonNode startExecution(TaskRequest request) {
    var arguments = request.arguments();
    for (var name : arguments.propertyNames()) {
      if (!PARAMETERS.contains(name)) {
        throw new TaskFailedException(
            "States.Runtime", "The field \"" + name + "\" is not supported by Step Functions");
      }
    }
    var members = JsonText.MAPPER.createObjectNode();
    if (arguments.has("StateMachineArn")) {
      members.set("stateMachineArn", arguments.path("StateMachineArn"));
    }
    members.put("name", arguments.path("Name").stringValue(request.idempotencyKey()));
    if (arguments.hasNonNull("Input")) {
      members.put("input", SdkJson.asText(arguments.path("Input")));
    }
    if (arguments.hasNonNull("TraceHeader")) {
      members.set("traceHeader", arguments.path("TraceHeader"));
    }
    return members;
  }

  private static TaskFailedException failure(RefusedException e, String requestId) {
    var service = AwsService.STATES;
    var name =
        e.code().endsWith("Exception") || e.mayPass()
            ? service.baseException()
            : e.code() + "Exception";
    return service.failed(name, service.cause(e.text(), e.status(), e.code(), requestId));
  }
}
