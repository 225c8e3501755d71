package dev.stateway.activities.ecs;

import dev.stateway.activities.ServiceIntegration;
import dev.stateway.activities.TaskPermissions.Permission;
import dev.stateway.activities.aws.AwsService;
import dev.stateway.activities.sdk.SdkClients;
import dev.stateway.translator.JsonText;
import dev.stateway.translator.model.Resource;
import dev.stateway.translator.model.Resource.IntegrationPattern;
import dev.stateway.workflows.task.TaskFailedException;
import dev.stateway.workflows.task.TaskHandler.Progress;
import dev.stateway.workflows.task.TaskRequest;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * {@code ecs:runTask}: tasks that are configured here run on this machine or in a Kubernetes
 * cluster, all others on AWS.
 *
 * @see <a href="https://docs.aws.amazon.com/step-functions/latest/dg/connect-ecs.html">Run ECS
 *     tasks with Step Functions</a>
 */
public final class EcsIntegration implements ServiceIntegration, AutoCloseable {
  private static final int BAD_REQUEST = 400;

  private final LocalEcs local;
  private final Optional<KubernetesEcs> cluster;
  private final AwsEcs remote;
  private final String region;
  private final String account;

  /**
   * Goes on with the runs that an earlier server has left in this data folder.
   *
   * @param server the server's own environment: only what a process needs to run at all is taken of
   *     it
   * @param runtime runs containers that have an image
   * @throws IllegalArgumentException a task cannot run there
   */
  public EcsIntegration(
      List<ContainerTask> tasks,
      Path data,
      SdkClients clients,
      String region,
      String account,
      Map<String, String> server,
      ContainerRuntime runtime) {
    var shape = new TaskShape(region, account);
    var runs = LocalRuns.open(data.resolve("tasks"));
    switch (runtime) {
      case ContainerEngine engine -> {
        this.local = new LocalEcs(tasks, runs, shape, server, engine);
        this.cluster = Optional.empty();
      }
      case KubernetesCluster kubernetes -> {
        var processes = tasks.stream().filter(task -> !KubernetesEcs.runs(task)).toList();
        this.local = new LocalEcs(processes, runs, shape, server, ContainerEngine.PROCESSES);
        var images = tasks.stream().filter(KubernetesEcs::runs).toList();
        this.cluster =
            Optional.of(new KubernetesEcs(images, kubernetes, shape, data.resolve("pods")));
      }
    }
    this.remote = new AwsEcs(clients);
    this.region = region;
    this.account = account;
  }

  @Override
  public String service() {
    return "ecs";
  }

  @Override
  public Map<String, Set<IntegrationPattern>> actions() {
    return Map.of("runTask", EnumSet.allOf(IntegrationPattern.class));
  }

  @Override
  public Optional<Permission> permission(
      Resource.ServiceIntegration resource, TaskRequest request) {
    var arguments = RunTaskArguments.of(request.arguments());
    return Optional.of(
        new Permission(
            "ecs:RunTask",
            arguments.taskDefinitionArn(region, account),
            Map.of("ecs:cluster", List.of(arguments.clusterArn(region, account))),
            reason ->
                AwsService.ECS.denied(
                    "AccessDeniedException", reason, BAD_REQUEST, request.idempotencyKey())));
  }

  @Override
  public JsonNode call(Resource.ServiceIntegration resource, TaskRequest request, Progress progress)
      throws InterruptedException {
    var answer = runner(request).runTask(request);
    var waits = resource.pattern() != IntegrationPattern.REQUEST_RESPONSE;
    if (waits && !answer.path("Failures").isEmpty()) {
      throw new TaskFailedException("AmazonECS.Unknown", JsonText.write(answer));
    }
    return answer;
  }

  @Override
  public JsonNode awaitCompletion(
      Resource.ServiceIntegration resource, TaskRequest request, Progress progress)
      throws InterruptedException {
    var task = runner(request).awaitStopped(request, progress);
    for (var container : task.path("Containers")) {
      if (container.path("ExitCode").asInt(1) != 0) {
        throw new TaskFailedException("States.TaskFailed", JsonText.write(task));
      }
    }
    return task;
  }

  @Override
  public void stop(Resource.ServiceIntegration resource, TaskRequest request, Progress progress)
      throws InterruptedException {
    runner(request).stop(request, progress);
  }

  @Override
  public void close() {
    local.close();
    cluster.ifPresent(KubernetesEcs::close);
  }

  private TaskRunner runner(TaskRequest request) {
    var family = RunTaskArguments.of(request.arguments()).family();
    return local.has(family)
        ? local
        : cluster.filter(jobs -> jobs.has(family)).<TaskRunner>map(jobs -> jobs).orElse(remote);
  }
}
