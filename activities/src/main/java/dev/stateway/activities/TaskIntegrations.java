package dev.stateway.activities;

import dev.stateway.activities.TaskPermissions.Permission;
import dev.stateway.activities.aws.TaskAws;
import dev.stateway.activities.ecs.EcsIntegration;
import dev.stateway.activities.eks.EksIntegration;
import dev.stateway.activities.functions.FunctionHost;
import dev.stateway.activities.http.ApiGatewayIntegration;
import dev.stateway.activities.http.HttpIntegration;
import dev.stateway.activities.http.Webhooks;
import dev.stateway.activities.lambda.FunctionInvocation;
import dev.stateway.activities.lambda.LambdaIntegration;
import dev.stateway.activities.notice.Notices;
import dev.stateway.activities.objects.BucketStores;
import dev.stateway.activities.objects.NamedObjects;
import dev.stateway.activities.optimised.OptimisedServices;
import dev.stateway.activities.routing.PostedTask;
import dev.stateway.activities.routing.Route.Target;
import dev.stateway.activities.routing.Routes;
import dev.stateway.activities.routing.TaskQueues;
import dev.stateway.activities.sdk.SdkClients;
import dev.stateway.activities.sdk.SdkIntegration;
import dev.stateway.activities.sdk.SdkModules;
import dev.stateway.activities.states.StatesIntegration;
import dev.stateway.translator.model.Resource;
import dev.stateway.workflows.items.ObjectStore;
import dev.stateway.workflows.task.TaskFailedException;
import dev.stateway.workflows.task.TaskHandler;
import dev.stateway.workflows.task.TaskRequest;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/**
 * Does the work of Task states: finds the integration of a task's Resource and lets it work.
 *
 * <p>An interrupted task ends with a {@link CancellationException}.
 */
public final class TaskIntegrations implements TaskHandler, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TaskIntegrations.class);

  private final FunctionHost functions;
  private final LambdaIntegration lambda;
  private final EcsIntegration ecs;
  private final SdkModules modules;
  private final SdkClients clients;
  private final SdkIntegration sdk;
  private final HttpIntegration http;
  private final ApiGatewayIntegration apiGateway;
  private final Webhooks webhooks;
  private final Notices notices;
  private final StatesIntegration states;
  private final ServiceIntegrations integrations;
  private final BucketStores buckets;
  private final Routes routes;
  private final TaskQueues queues;
  private final TaskAws aws;
  private final TaskPermissions permissions;
  private final PostedTask posted = new PostedTask();

  public TaskIntegrations(TaskSettings settings) {
    this.functions = new FunctionHost(settings.local().functions(), settings.functions());
    this.routes = settings.local().routes();
    this.permissions = settings.permissions();
    this.queues = settings.queues();
    this.aws = new TaskAws(settings.aws(), routes::endpoint);
    var region = settings.aws().region().id();
    this.lambda = new LambdaIntegration(functions, aws, region, settings.account());
    this.modules = new SdkModules(settings.sdkJars());
    this.clients = new SdkClients(modules, aws);
    this.ecs =
        new EcsIntegration(
            settings.local().tasks(),
            settings.data(),
            clients,
            region,
            settings.account(),
            settings.functions().environment(),
            settings.containers());
    this.buckets = new BucketStores(settings.local().buckets(), settings.aws());
    this.sdk = new SdkIntegration(clients);
    this.http =
        new HttpIntegration(
            settings.httpHosts(),
            settings.local().connections(),
            settings.connections(),
            "arn:aws:events:" + region + ":" + settings.account() + ":connection/",
            permissions);
    this.webhooks = new Webhooks(settings.httpHosts());
    this.notices =
        new Notices(settings.notices(), clients, webhooks, permissions, Clock.systemUTC());
    this.states = new StatesIntegration(settings.states());
    this.apiGateway = new ApiGatewayIntegration(settings.httpHosts(), aws);
    var all =
        new ArrayList<ServiceIntegration>(
            OptimisedServices.all(clients, new NamedObjects(settings.local().buckets(), clients)));
    var eks = new EksIntegration(settings.httpHosts(), aws);
    all.addAll(List.of(lambda, ecs, eks, http, apiGateway, states));
    this.integrations = new ServiceIntegrations(all);
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
    return lambda;
  }

  /** What distributed Maps read and write. */
  public ObjectStore objects() {
    return buckets;
  }

  @Override
  public JsonNode call(TaskRequest request, Progress progress) {
    return interruptible(() ->
        switch (routes.of(request)) {
          case Target.Usual _, Target.Endpoint _ -> callService(request, progress);
          case Target.Function(var name) -> lambda.invokeLocal(name, request);
          case Target.Http(var url) -> posted.call(url, request);
          case Target.TaskQueue queue -> queues.run(queue, request, progress);
          case Target.Mock mock -> mocked(mock);
        });
  }

  private JsonNode callService(TaskRequest request, Progress progress) throws InterruptedException {
    requirePermission(request);
    return switch (ResourceArn.parse(request.resource())) {
      case Resource.LambdaFunction(var arn) -> lambda.invokeFunction(arn, request);
      case Resource.ServiceIntegration resource when SdkIntegration.covers(resource.service()) ->
          sdk.call(resource, request);
      case Resource.ServiceIntegration resource ->
          integrations.of(resource).call(resource, request, progress);
      // Its work is with whoever polls it; all that is asked here is whether it exists.
      case Resource.Activity(var arn) -> states.activityExists(arn, progress);
      // The people are asked by the interpreter; what is called here is word to them.
      case Resource.Approval _ -> notices.send(request);
    };
  }

  private void requirePermission(TaskRequest request) {
    permissions.requireCredentials(request);
    var permission =
        switch (ResourceArn.parse(request.resource())) {
          case Resource.LambdaFunction(var arn) ->
              Optional.of(lambda.permissionToInvoke(arn, request));
          case Resource.ServiceIntegration resource
              when !SdkIntegration.covers(resource.service()) ->
              integrations.of(resource).permission(resource, request);
          case Resource.ServiceIntegration _, Resource.Activity _, Resource.Approval _ ->
              Optional.<Permission>empty();
        };
    permission.ifPresent(needed -> permissions.require(request, needed));
  }

  private static JsonNode mocked(Target.Mock mock) {
    var result = mock.result();
    if (result == null) {
      throw new TaskFailedException(mock.error(), mock.cause());
    }
    return result;
  }

  @Override
  public JsonNode awaitCompletion(TaskRequest request, Progress progress) {
    return interruptible(() ->
        switch (routes.of(request)) {
          case Target.Usual _, Target.Endpoint _ -> awaitService(request, progress);
          // The work has ended with the call.
          case Target.Function _, Target.Http _, Target.TaskQueue _, Target.Mock _ ->
              Objects.requireNonNull(request.submitted());
        });
  }

  private JsonNode awaitService(TaskRequest request, Progress progress)
      throws InterruptedException {
    if (ResourceArn.parse(request.resource()) instanceof Resource.ServiceIntegration resource) {
      return integrations.of(resource).awaitCompletion(resource, request, progress);
    }
    throw ServiceIntegrations.unsupported(request.resource(), "Waiting for it");
  }

  @Override
  public void stop(TaskRequest request, Progress progress) {
    interruptible(() -> {
      switch (routes.of(request)) {
        case Target.Usual _, Target.Endpoint _ -> stopService(request, progress);
        case Target.Function _, Target.Http _, Target.TaskQueue _, Target.Mock _ -> {
          // The work has ended with the call.
        }
      }
      return request.arguments();
    });
  }

  private void stopService(TaskRequest request, Progress progress) throws InterruptedException {
    if (!(ResourceArn.parse(request.resource()) instanceof Resource.ServiceIntegration resource)) {
      throw ServiceIntegrations.unsupported(request.resource(), "Stopping it");
    }
    try {
      integrations.of(resource).stop(resource, request, progress);
    } catch (RuntimeException e) {
      LOG.error(
          "The work of {} in {} could not be stopped",
          request.stateName(),
          request.executionArn(),
          e);
    }
  }

  @Override
  public void close() {
    functions.close();
    lambda.close();
    ecs.close();
    buckets.close();
    http.close();
    webhooks.close();
    apiGateway.close();
    clients.close();
    aws.close();
    posted.close();
    try {
      modules.close();
    } catch (IOException e) {
      LOG.warn("The SDK's further modules could not be closed", e);
    }
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
