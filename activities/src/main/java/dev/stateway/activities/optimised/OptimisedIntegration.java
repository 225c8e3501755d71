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
    actions.forEach((name, action) -> patterns.put(name, action.patterns()));
    return patterns;
  }

  @Override
  public JsonNode call(Resource.ServiceIntegration resource, TaskRequest request, Progress progress)
      throws InterruptedException {
    var action = action(resource);
    for (var name : request.arguments().propertyNames()) {
      if (!action.parameters().contains(name)) {
        throw new TaskFailedException(
            "States.Runtime", "The field \"" + name + "\" is not supported by Step Functions");
      }
    }
    var answer =
        client(request)
            .call(
                resource.action(),
                action.adjustment().parameters(request),
                SdkJson.OPTIMISED,
                UUID.fromString(request.idempotencyKey()));
    var members = answer.members();
    action.adjustment().check(members);
    answer.metadata().addTo(members);
    return members;
  }

  @Override
  public JsonNode awaitCompletion(
      Resource.ServiceIntegration resource, TaskRequest request, Progress progress)
      throws InterruptedException {
    var completion = action(resource).completion().orElseThrow();
    var submitted = Objects.requireNonNull(request.submitted());
    var misses = new AtomicInteger();
    var client = client(request);
    return new Polling(FIRST_LOOK, LONGEST_PAUSE, progress)
        .until(
            () -> ended(client, completion, request, misses),
            () -> stop(client, completion, request.arguments(), submitted));
  }

  /**
   * The work once it has ended. That a look fails proves nothing: new work may be unknown for some
   * seconds, a busy service refuses.
   */
  private static Optional<JsonNode> ended(
      SdkService client, Completion completion, TaskRequest request, AtomicInteger misses)
      throws InterruptedException {
    JsonNode work;
    try {
      var at =
          completion.lookAt().of(request.arguments(), Objects.requireNonNull(request.submitted()));
      work = call(client, completion.look(), at).at(completion.work());
      misses.set(0);
    } catch (TaskFailedException e) {
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

  private static void stop(
      SdkService client, Completion completion, JsonNode parameters, JsonNode submitted) {
    var work = completion.stopIt().of(parameters, submitted);
    try {
      call(client, completion.stop(), work);
    } catch (TaskFailedException e) {
      LOG.error("{} of {} failed: {}", completion.stop(), work, e.getMessage(), e);
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

  private SdkService client(TaskRequest request) {
    return clients.service(module, request, errors);
  }
}
