package dev.stateway.activities.ecs;

import static java.util.stream.Collectors.toMap;

import dev.stateway.activities.aws.Polling;
import dev.stateway.translator.JsonText;
import dev.stateway.workflows.task.TaskHandler.Progress;
import dev.stateway.workflows.task.TaskRequest;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/**
 * Runs configured tasks as Kubernetes Jobs. A Job's name is made of the attempt that asks for it,
 * so that any worker finds it again, and nothing else has to be remembered.
 */
final class KubernetesEcs implements TaskRunner, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(KubernetesEcs.class);
  private static final Duration FIRST_POLL = Duration.ofMillis(250);
  private static final Duration LONGEST_POLL = Duration.ofSeconds(10);
  private static final int REQUEST_TIMEOUT = 10_000;
  // A look that fails is made again anyway.
  private static final int RETRIES = 1;
  private static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");

  private final Map<String, ContainerTask> tasks;
  private final TaskShape shape;
  private final KubernetesClient client;
  private final JobManifest manifest;
  private final KubernetesApi api;
  private final PodLogs logs;
  private final EssentialContainers essential;

  /**
   * Runs these tasks.
   *
   * @param logs the folder for what their containers print
   * @throws IllegalArgumentException one of them cannot be a Job
   */
  KubernetesEcs(List<ContainerTask> tasks, KubernetesCluster cluster, TaskShape shape, Path logs) {
    this.tasks = tasks.stream().collect(toMap(ContainerTask::family, Function.identity()));
    this.shape = shape;
    this.client =
        new KubernetesClientBuilder()
            .withConfig(
                new ConfigBuilder(cluster.config())
                    .withRequestTimeout(REQUEST_TIMEOUT)
                    .withRequestRetryBackoffLimit(RETRIES)
                    .build())
            .build();
    this.manifest = new JobManifest(client.getKubernetesSerialization());
    this.api = new KubernetesApi(client);
    tasks.forEach(this::check);
    this.logs = PodLogs.open(client, logs);
    this.essential =
        EssentialContainers.watch(
            client, tasks.stream().map(this::namespace).collect(Collectors.toSet()));
  }

  /** Whether this task is one for a cluster: it has images. */
  static boolean runs(ContainerTask task) {
    return task.containers().stream().anyMatch(container -> !container.isProcess());
  }

  boolean has(String family) {
    return tasks.containsKey(family);
  }

  @Override
  public JsonNode runTask(TaskRequest request) throws InterruptedException {
    return StartedTasks.answer(request, (id, arguments) -> start(id, arguments, request));
  }

  @Override
  public JsonNode awaitStopped(TaskRequest request, Progress progress) throws InterruptedException {
    var task = definition(RunTaskArguments.of(request.arguments()));
    var namespace = namespace(task);
    var id = StartedTasks.id(request);
    var wait =
        new JobWait(
            api, logs, namespace, id, StartedTasks.task(request), task.kubernetes().start());
    return new Polling(FIRST_POLL, LONGEST_POLL, progress)
        .until(wait::look, () -> stop(request, progress));
  }

  @Override
  public void stop(TaskRequest request, Progress progress) throws InterruptedException {
    var id = StartedTasks.id(request);
    try {
      api.delete(namespace(definition(RunTaskArguments.of(request.arguments()))), id);
    } catch (KubernetesClientException e) {
      LOG.error("The Job of the task {} could not be deleted", id, e);
    }
  }

  @Override
  public void close() {
    essential.close();
    client.close();
  }

  private JsonNode start(String id, RunTaskArguments arguments, TaskRequest request)
      throws InterruptedException {
    var task = definition(arguments);
    var containers = arguments.containers(task);
    var job = api.create(namespace(task), manifest.job(id, task, containers, arguments, request));
    // The Job's own time: the answer to a second try is the answer to the first.
    var createdAt = TaskPod.millis(job.getMetadata().getCreationTimestamp()).orElseThrow();
    return shape.provisioning(id, arguments, containers, createdAt);
  }

  private void check(ContainerTask task) {
    for (var container : task.containers()) {
      if (container.isProcess()) {
        throw new IllegalArgumentException(
            said(task, "the container '" + container.name() + "' has no image, others have"));
      }
      if (!NAME.matcher(container.name()).matches()) {
        throw new IllegalArgumentException(
            said(
                task,
                "the container's name '"
                    + container.name()
                    + "' may have 1 to 63 lower-case letters, digits and - in Kubernetes"));
      }
    }
    try {
      var nothing = RunTaskArguments.of(JsonText.MAPPER.createObjectNode());
      var _ = manifest.podSpec(task, task.containers(), nothing);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          said(task, "'kubernetes.pod' is no part of a pod's spec: " + e.getMessage()), e);
    }
  }

  private static String said(ContainerTask task, String problem) {
    return "The task " + task.family() + " cannot run as a Kubernetes Job: " + problem;
  }

  private String namespace(ContainerTask task) {
    return task.kubernetes()
        .namespace()
        .orElseGet(() -> Objects.requireNonNullElse(client.getNamespace(), "default"));
  }

  private ContainerTask definition(RunTaskArguments arguments) {
    var task = tasks.get(arguments.family());
    if (task == null) {
      throw new IllegalArgumentException("No task " + arguments.family() + " is configured");
    }
    return task;
  }
}
