package dev.stateway.activities.ecs;

import dev.stateway.activities.ecs.ContainerTask.Container;
import dev.stateway.workflows.task.TaskRequest;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * Writes tasks as Jobs with one pod, which is run once.
 *
 * @param serialization how the client reads and writes manifests
 * @see <a
 *     href="https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/job-v1/">Job</a>
 */
record JobManifest(KubernetesSerialization serialization) {
  /** On Jobs and pods: that they are Stateway's. */
  static final Map<String, String> MANAGED = Map.of("app.kubernetes.io/managed-by", "stateway");

  private static final String TASK_ID = "stateway.dev/task-id";
  private static final String TASK_DEFINITION = "stateway.dev/task-definition";
  private static final String EXECUTION = "stateway.dev/execution";
  private static final String STATE = "stateway.dev/state";
  private static final int UNITS_PER_CPU = 1024;

  /** The name of a task's Job. */
  static String name(String taskId) {
    return "stateway-" + taskId;
  }

  /** The labels by which a task's Job and pod are found. */
  static Map<String, String> labels(String taskId) {
    var labels = new HashMap<>(MANAGED);
    labels.put(TASK_ID, taskId);
    return labels;
  }

  /**
   * The Job of a task.
   *
   * @param containers those of the task with their overrides applied
   */
  Job job(
      String taskId,
      ContainerTask task,
      List<Container> containers,
      RunTaskArguments arguments,
      TaskRequest request) {
    var metadata =
        new ObjectMetaBuilder()
            .withLabels(labels(taskId))
            .addToAnnotations(TASK_DEFINITION, task.family())
            .addToAnnotations(EXECUTION, request.executionArn())
            .addToAnnotations(STATE, request.stateName())
            .build();
    return new JobBuilder()
        .withMetadata(new ObjectMetaBuilder(metadata).withName(name(taskId)).build())
        .withNewSpec()
        .withBackoffLimit(0)
        .withTtlSecondsAfterFinished(Math.toIntExact(task.kubernetes().kept().toSeconds()))
        .withNewTemplate()
        .withMetadata(metadata)
        .withSpec(podSpec(task, containers, arguments))
        .endTemplate()
        .endSpec()
        .build();
  }

  /**
   * What the task's pod runs.
   *
   * @throws IllegalArgumentException the task's {@code pod} is no part of a pod's spec
   */
  PodSpec podSpec(ContainerTask task, List<Container> containers, RunTaskArguments arguments) {
    var made =
        new PodSpecBuilder()
            .withRestartPolicy("Never")
            .withEnableServiceLinks(false)
            .withContainers(
                containers.stream()
                    .map(container -> container(container, arguments.override(container.name())))
                    .toList())
            .build();
    var merged =
        PodOverlay.merged(serialization.convertValue(made, Map.class), task.kubernetes().pod());
    return serialization.convertValue(merged, PodSpec.class);
  }

  private static io.fabric8.kubernetes.api.model.Container container(
      Container container, JsonNode override) {
    return new io.fabric8.kubernetes.api.model.ContainerBuilder()
        .withName(container.name())
        .withImage(container.image())
        .withArgs(container.command().stream().map(JobManifest::verbatim).toList())
        .withEnv(environment(container.environment()))
        .withNewResources()
        .withRequests(requests(override))
        .withLimits(limits(override))
        .endResources()
        .build();
  }

  private static List<EnvVar> environment(Map<String, String> environment) {
    return environment.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(variable ->
            new EnvVarBuilder()
                .withName(variable.getKey())
                .withValue(verbatim(variable.getValue()))
                .build())
        .toList();
  }

  /** ECS' shares of a processor, of which one has 1,024, and its soft limit of memory. */
  private static Map<String, Quantity> requests(JsonNode override) {
    var requests = new HashMap<String, Quantity>();
    if (override.path("Cpu").isNumber()) {
      var millis = override.path("Cpu").asLong() * 1000 / UNITS_PER_CPU;
      requests.put("cpu", new Quantity(millis + "m"));
    }
    if (override.path("MemoryReservation").isNumber()) {
      requests.put("memory", mebibytes(override.path("MemoryReservation")));
    }
    return requests;
  }

  private static Map<String, Quantity> limits(JsonNode override) {
    return override.path("Memory").isNumber()
        ? Map.of("memory", mebibytes(override.path("Memory")))
        : Map.of();
  }

  private static Quantity mebibytes(JsonNode number) {
    return new Quantity(number.asLong() + "Mi");
  }

  /** Kubernetes replaces {@code $(NAME)} in texts, ECS does not. */
  private static String verbatim(String text) {
    return text.replace("$", "$$");
  }
}
