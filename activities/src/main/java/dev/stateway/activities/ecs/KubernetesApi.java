package dev.stateway.activities.ecs;

import dev.stateway.activities.aws.AwsService;
import dev.stateway.activities.aws.Polling;
import dev.stateway.workflows.task.TaskFailedException;
import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.FieldValidateable.Validation;
import io.fabric8.kubernetes.client.dsl.ScalableResource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/** The Jobs of tasks, as the API server of a cluster keeps them. */
final class KubernetesApi {
  private static final PatchContext MERGE = PatchContext.of(PatchType.JSON_MERGE);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);
  private static final int MAX_MISSES = 10;
  private static final int MAX_DENIALS = 5;
  private static final int CONFLICT = 409;
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int FORBIDDEN = 403;
  private static final int SERVER_ERROR = 500;

  private final KubernetesClient client;

  KubernetesApi(KubernetesClient client) {
    this.client = client;
  }

  /**
   * Makes a Job, or finds it made by an earlier try.
   *
   * @throws TaskFailedException the API server refuses it, or stays away
   */
  Job create(String namespace, Job job) throws InterruptedException {
    try {
      return patiently(() -> createOnce(namespace, job));
    } catch (KubernetesClientException e) {
      throw refused(e);
    }
  }

  /** The Job of a task and its pod as they are now. */
  TaskJob look(String namespace, String taskId) {
    // The Job first: the pods are those of a Job that was there.
    var job = job(namespace, taskId).get();
    var pods =
        client
            .pods()
            .inNamespace(namespace)
            .withLabels(JobManifest.labels(taskId))
            .list()
            .getItems();
    return TaskJob.of(job, pods);
  }

  /** Ends a Job that cannot start, and leaves the reason with it. */
  void abandon(String namespace, String taskId, String reason) {
    // An end like any other to its controller, so that it is removed in time.
    var patch =
        Map.of(
            "metadata",
            Map.of("annotations", Map.of(TaskJob.FAILED_TO_START, reason)),
            "spec",
            Map.of("activeDeadlineSeconds", 1));
    job(namespace, taskId).patch(MERGE, client.getKubernetesSerialization().asJson(patch));
  }

  /** Removes a Job; its pod ends within its grace period. */
  void delete(String namespace, String taskId) throws InterruptedException {
    var _ =
        patiently(() ->
            Optional.of(
                job(namespace, taskId)
                    .withPropagationPolicy(DeletionPropagation.BACKGROUND)
                    .delete()));
  }

  /** Whether there was no answer, or one that says to come again. */
  static boolean isAway(KubernetesClientException e) {
    return e.getCode() <= 0 || e.getCode() == TOO_MANY_REQUESTS || e.getCode() >= SERVER_ERROR;
  }

  /** What a task fails with that the API server refuses. */
  static TaskFailedException refused(KubernetesClientException e) {
    if (e.getCode() <= 0) {
      return AwsService.ECS.failed(
          "SdkClientException", "The API server of the cluster does not answer: " + e.getCause());
    }
    var name =
        isAway(e)
            ? "ServerException"
            : e.getCode() == FORBIDDEN ? "AccessDeniedException" : "InvalidParameterException";
    var said =
        Optional.ofNullable(e.getStatus())
            .map(status -> Objects.toString(status.getMessage(), ""))
            .filter(text -> !text.isEmpty())
            .orElse(String.valueOf(e.getMessage()));
    return AwsService.ECS.failed(name, AwsService.ECS.cause(said, e.getCode(), name, "null"));
  }

  private Optional<Job> createOnce(String namespace, Job job) {
    try {
      return Optional.of(
          client
              .batch()
              .v1()
              .jobs()
              .inNamespace(namespace)
              .resource(job)
              .fieldValidation(Validation.STRICT)
              .create());
    } catch (KubernetesClientException e) {
      if (e.getCode() != CONFLICT) {
        throw e;
      }
      return Optional.ofNullable(
          client
              .batch()
              .v1()
              .jobs()
              .inNamespace(namespace)
              .withName(job.getMetadata().getName())
              .get());
    }
  }

  /** Calls again, for about a minute, while the API server is away. */
  private static <T> T patiently(Supplier<Optional<T>> call) throws InterruptedException {
    var misses = new int[1];
    return new Polling(FIRST_PAUSE, LONGEST_PAUSE, () -> {})
        .until(
            () -> {
              try {
                return call.get();
              } catch (KubernetesClientException e) {
                interruptedIfSo();
                misses[0]++;
                // One that has just started may not know yet what anybody may.
                var passes = isAway(e) || (e.getCode() == FORBIDDEN && misses[0] < MAX_DENIALS);
                if (!passes || misses[0] == MAX_MISSES) {
                  throw e;
                }
                return Optional.empty();
              }
            },
            () -> {});
  }

  /** The client tells of an interruption as of any other failure. */
  static void interruptedIfSo() throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
  }

  private ScalableResource<Job> job(String namespace, String taskId) {
    return client.batch().v1().jobs().inNamespace(namespace).withName(JobManifest.name(taskId));
  }
}
