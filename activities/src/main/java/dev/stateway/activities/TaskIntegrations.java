package dev.stateway.activities;

import dev.stateway.activities.ecs.EcsIntegration;
import dev.stateway.activities.functions.FunctionHost;
import dev.stateway.activities.lambda.FunctionInvocation;
import dev.stateway.activities.lambda.LambdaIntegration;
import dev.stateway.activities.objects.BucketStores;
import dev.stateway.translator.model.Resource;
import dev.stateway.workflows.items.ObjectStore;
import dev.stateway.workflows.task.TaskHandler;
import dev.stateway.workflows.task.TaskRequest;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import tools.jackson.databind.JsonNode;

/**
 * Does the work of Task states: finds the integration of a task's Resource and lets it work.
 *
 * <p>An interrupted task ends with a {@link CancellationException}.
 */
public final class TaskIntegrations implements TaskHandler, AutoCloseable {
  private final FunctionHost functions;
  private final LambdaIntegration lambda;
  private final EcsIntegration ecs;
  private final ServiceIntegrations integrations;
  private final BucketStores buckets;

  public TaskIntegrations(TaskSettings settings) {
    this.functions = new FunctionHost(settings.local().functions(), settings.functions());
    this.lambda = new LambdaIntegration(functions, settings.aws(), settings.account());
    this.ecs =
        new EcsIntegration(
            settings.local().tasks(),
            settings.data(),
            settings.aws(),
            settings.account(),
            settings.functions().environment());
    this.buckets = new BucketStores(settings.local().buckets(), settings.aws());
    this.integrations = new ServiceIntegrations(List.of(lambda, ecs));
  }

  /**
   * Fetches what functions need to run, which takes a while the first time; gives what went wrong,
   * by function.
   */
  public Map<String, String> prepare() throws InterruptedException {
    return functions.prepare();
  }

  /** The functions that tasks invoke, for others. */
  public FunctionInvocation functions() {
    return lambda::invoke;
  }

  /** What distributed Maps read and write. */
  public ObjectStore objects() {
    return buckets;
  }

  @Override
  public JsonNode call(TaskRequest request, Progress progress) {
    return interruptible(() ->
        switch (ResourceArn.parse(request.resource())) {
          case Resource.LambdaFunction(var arn) -> lambda.invokeFunction(arn, request);
          case Resource.ServiceIntegration resource ->
              integrations.of(resource).call(resource, request, progress);
          case Resource.Activity(var arn) ->
              throw ServiceIntegrations.unsupported(arn, "An activity");
          case Resource.Approval(var arn) ->
              throw ServiceIntegrations.unsupported(arn, "An approval as a call");
        });
  }

  @Override
  public JsonNode awaitCompletion(TaskRequest request, Progress progress) {
    return interruptible(() -> {
      if (ResourceArn.parse(request.resource()) instanceof Resource.ServiceIntegration resource) {
        return integrations.of(resource).awaitCompletion(resource, request, progress);
      }
      throw ServiceIntegrations.unsupported(request.resource(), "Waiting for it");
    });
  }

  @Override
  public void close() {
    functions.close();
    lambda.close();
    ecs.close();
    buckets.close();
  }

  private static JsonNode interruptible(Work work) {
    try {
      return work.run();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new CancellationException("The task was interrupted");
    }
  }

  @FunctionalInterface
  private interface Work {
    JsonNode run() throws InterruptedException;
  }
}
