package dev.stateway.activities.optimised;

import dev.stateway.activities.ServiceIntegration;
import dev.stateway.activities.aws.AwsService;
import dev.stateway.activities.aws.Polling;
import dev.stateway.activities.aws.SdkJson;
import dev.stateway.activities.sdk.SdkClients;
import dev.stateway.activities.sdk.SdkService;
import dev.stateway.translator.JsonText;
import dev.stateway.translator.model.Resource;
import dev.stateway.translator.model.Resource.IntegrationPattern;
import dev.stateway.workflows.task.TaskFailedException;
import dev.stateway.workflows.task.TaskHandler.Progress;
import dev.stateway.workflows.task.TaskRequest;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** One service whose optimised integration is data. */
public final class OptimisedIntegration implements ServiceIntegration {
  private static final Logger LOG = LoggerFactory.getLogger(OptimisedIntegration.class);
  private static final Duration FIRST_LOOK = Duration.ofMillis(500);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);
  private static final int MAX_MISSES = 10;

  private final SdkClients clients;
  private final String service;
  private final String module;
  private final AwsService errors;
  private final Map<String, OptimisedAction> actions;

  /**
   * A service.
   *
   * @param service its name in a Resource
   * @param module its name in the SDK
   * @param errors how its errors are named
   * @param actions what it can do
   */
  OptimisedIntegration(
      SdkClients clients,
      String service,
      String module,
      AwsService errors,
      Map<String, OptimisedAction> actions) {
    this.clients = clients;
    this.service = service;
    this.module = module;
    this.errors = errors;
    this.actions = Map.copyOf(actions);
  }

  @Override
  public String service() {
    return service;
  }

  @Override
  public Map<String, Set<IntegrationPattern>> actions() {
    var patterns = new LinkedHashMap<String, Set<IntegrationPattern>>();
    actions.forEach((name, action) -> patterns.put(name, action.waits()));
    return patterns;
  }

  @Override
  public JsonNode call(Resource.ServiceIntegration resource, TaskRequest request, Progress progress)
      throws InterruptedException {
    var action = action(resource);
    for (var name : request.arguments().propertyNames()) {
      if (!action.takes(name)) {
        throw new TaskFailedException(
            "States.Runtime", "The field \"" + name + "\" is not supported by Step Functions");
      }
    }
    var parameters = action.adjustment().parameters(request);
    var nothing = JsonText.MAPPER.missingNode();
    var answer =
        client(action, request)
            .call(
                Objects.requireNonNullElse(action.calls(), resource.action()),
                action.requestOf(parameters, Template.source(parameters, nothing)),
                SdkJson.OPTIMISED,
                UUID.fromString(request.idempotencyKey()));
    var members = action.adjustment().answer(answer.members());
    var result = (ObjectNode) action.answerOf(members, Template.source(parameters, members));
    answer.metadata().addTo(result);
    return result;
  }

  @Override
  public JsonNode awaitCompletion(
      Resource.ServiceIntegration resource, TaskRequest request, Progress progress)
      throws InterruptedException {
    var action = action(resource);
    var completion = Objects.requireNonNull(action.sync(), resource.arn());
    var source = Template.source(request.arguments(), Objects.requireNonNull(request.submitted()));
    var misses = new AtomicInteger();
    var client = client(action, request);
    return new Polling(FIRST_LOOK, LONGEST_PAUSE, progress)
        .until(
            () -> ended(client, completion, source, misses),
            () -> stop(client, completion, source));
  }

  /**
   * The work once it has ended. That a look fails proves nothing: new work may be unknown for some
   * seconds, a busy service refuses.
   */
  private static Optional<JsonNode> ended(
      SdkService client, Completion completion, JsonNode source, AtomicInteger misses)
      throws InterruptedException {
    JsonNode work;
    try {
      work = completion.resultOf(call(client, completion.look(), completion.lookAt(source)));
      misses.set(0);
    } catch (TaskFailedException e) {
      if (completion.endsWith(String.valueOf(e.error()))) {
        return Optional.of(source.path("answer"));
      }
      if (misses.incrementAndGet() == MAX_MISSES) {
        throw e;
      }
      return Optional.empty();
    }
    var status = work.at(completion.status()).stringValue("");
    if (completion.failed().contains(status)) {
      throw new TaskFailedException("States.TaskFailed", JsonText.write(work));
    }
    return completion.succeeded().contains(status) ? Optional.of(work) : Optional.empty();
  }

  private static void stop(SdkService client, Completion completion, JsonNode source) {
    var stop = completion.stop();
    if (stop == null) {
      return;
    }
    var work = completion.stopIt(source);
    try {
      call(client, stop, work);
    } catch (TaskFailedException e) {
      LOG.error("{} of {} failed: {}", stop, work, e.getMessage(), e);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private static JsonNode call(SdkService client, String action, JsonNode parameters)
      throws InterruptedException {
    return client.call(action, parameters, SdkJson.OPTIMISED, UUID.randomUUID()).members();
  }

  private OptimisedAction action(Resource.ServiceIntegration resource) {
    return Objects.requireNonNull(actions.get(resource.action()), resource.arn());
  }

  private SdkService client(OptimisedAction action, TaskRequest request) {
    return clients.service(Objects.requireNonNullElse(action.module(), module), request, errors);
  }
}
