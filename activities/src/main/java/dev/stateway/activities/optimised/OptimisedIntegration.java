package dev.stateway.activities.optimised;

import dev.stateway.activities.ServiceIntegration;
import dev.stateway.activities.aws.AwsService;
import dev.stateway.activities.aws.Polling;
import dev.stateway.activities.objects.NamedObjects;
import dev.stateway.activities.sdk.SdkClients;
import dev.stateway.activities.sdk.SdkService;
import dev.stateway.translator.JsonText;
import dev.stateway.translator.model.Resource;
import dev.stateway.translator.model.Resource.IntegrationPattern;
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
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** One service whose optimised integration is data. */
public final class OptimisedIntegration implements ServiceIntegration {
  private static final Duration FIRST_LOOK = Duration.ofMillis(500);
  private static final int MAX_TRIES = 5;
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

  private final SdkClients clients;
  private final NamedObjects objects;
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
      NamedObjects objects,
      String service,
      String module,
      AwsService errors,
      Map<String, OptimisedAction> actions) {
    this.clients = clients;
    this.objects = objects;
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
    action.check(request.arguments());
    var adjustment = action.adjustment().adjustment();
    var client = client(action, request);
    var key = UUID.fromString(request.idempotencyKey());
    var parameters = adjustment.parameters(request, objects);
    var source = Template.source(parameters, JsonText.MAPPER.missingNode());
    source.put("execution", request.executionArn());
    if (action.found() != null) {
      source.set("found", action.found().find(client, errors, source, key));
    }
    var sent = action.requestOf(action.added(parameters, source, resource.pattern()), source);
    var calls = Objects.requireNonNullElse(action.calls(), resource.action());
    var tries = new AtomicInteger();
    var answer =
        new Polling(FIRST_LOOK, LONGEST_PAUSE, progress)
            .until(
                () ->
                    Optional.of(client.call(calls, sent, adjustment.json(), key))
                        .filter(got ->
                            !action.isUnfinished(got.members())
                                || tries.incrementAndGet() == MAX_TRIES),
                () -> {});
    var members = adjustment.answer(answer.members(), request, objects);
    var result = (ObjectNode) action.answerOf(members, Template.source(parameters, members));
    answer.metadata().addTo(result);
    return result;
  }

  @Override
  public JsonNode awaitCompletion(
      Resource.ServiceIntegration resource, TaskRequest request, Progress progress)
      throws InterruptedException {
    var work = work(resource, request);
    return new Polling(FIRST_LOOK, LONGEST_PAUSE, progress).until(work::ended, work::stop);
  }

  @Override
  public void stop(Resource.ServiceIntegration resource, TaskRequest request, Progress progress)
      throws InterruptedException {
    work(resource, request).stop();
  }

  private Work work(Resource.ServiceIntegration resource, TaskRequest request) {
    var action = action(resource);
    var completion = Objects.requireNonNull(action.sync(), resource.arn());
    var source = Template.source(request.arguments(), Objects.requireNonNull(request.submitted()));
    return new Work(client(action, request), completion, source);
  }

  private OptimisedAction action(Resource.ServiceIntegration resource) {
    return Objects.requireNonNull(actions.get(resource.action()), resource.arn());
  }

  private SdkService client(OptimisedAction action, TaskRequest request) {
    return clients.service(Objects.requireNonNullElse(action.module(), module), request, errors);
  }
}
