package dev.stateway.activities.kubernetes;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * What a cluster's controller of Jobs, its scheduler and its garbage collector do, as far as the
 * tests need it: the Jobs here have one pod and are not tried again.
 */
final class MockControllers implements AutoCloseable {
  private static final String JOB_NAME = "job-name";

  private final KubernetesClient client;
  private final ScheduledExecutorService loop = Executors.newSingleThreadScheduledExecutor();

  MockControllers(KubernetesClient client) {
    this.client = client;
    var _ = loop.scheduleWithFixedDelay(this::look, 0, 50, TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() {
    loop.shutdownNow();
  }

  private void look() {
    try {
      var jobs = client.batch().v1().jobs().inAnyNamespace().list().getItems();
      var pods = client.pods().inAnyNamespace().list().getItems();
      for (var job : jobs) {
        control(job, pods.stream().filter(pod -> isOf(pod, job)).toList());
      }
      pods.stream()
          .filter(pod -> pod.getMetadata().getLabels().containsKey(JOB_NAME))
          .filter(pod -> jobs.stream().noneMatch(job -> isOf(pod, job)))
          .forEach(pod -> client.resource(pod).delete());
    } catch (KubernetesClientException _) {
      // The API server is away.
    } catch (RuntimeException e) {
      System.out.println("The Jobs cannot be looked at: " + e);
    }
  }

  private static boolean isOf(Pod pod, Job job) {
    return job.getMetadata()
        .getUid()
        .equals(pod.getMetadata().getAnnotations().get("controller-uid"));
  }

  private void control(Job job, List<Pod> pods) {
    var status = job.getStatus();
    if (status != null && !status.getConditions().isEmpty()) {
      return;
    }
    if (status == null || status.getStartTime() == null) {
      tell(job, new JobBuilder(job).editOrNewStatus().withStartTime(now()).endStatus().build());
      client.resource(pod(job)).create();
      return;
    }
    if (job.getSpec().getActiveDeadlineSeconds() != null) {
      pods.forEach(pod -> client.resource(pod).delete());
      end(job, "Failed", "DeadlineExceeded", "Job was active longer than specified deadline");
    } else if (pods.isEmpty() || pods.getFirst().getStatus().getPhase().equals("Failed")) {
      end(job, "Failed", "BackoffLimitExceeded", "Job has reached the specified backoff limit");
    } else if (pods.getFirst().getStatus().getPhase().equals("Succeeded")) {
      end(job, "Complete", "CompletionsReached", "Reached expected number of succeeded pods");
    }
  }

  private void end(Job job, String type, String reason, String message) {
    tell(
        job,
        new JobBuilder(job)
            .editStatus()
            .addNewCondition()
            .withType(type)
            .withStatus("True")
            .withReason(reason)
            .withMessage(message)
            .withLastTransitionTime(now())
            .endCondition()
            .endStatus()
            .build());
  }

  private void tell(Job job, Job changed) {
    changed.getMetadata().setResourceVersion(null);
    client
        .batch()
        .v1()
        .jobs()
        .inNamespace(job.getMetadata().getNamespace())
        .resource(changed)
        .updateStatus();
  }

  private static Pod pod(Job job) {
    var name = job.getMetadata().getName();
    var template = job.getSpec().getTemplate();
    var selects = !template.getSpec().getNodeSelector().isEmpty();
    var pod =
        new PodBuilder()
            .withMetadata(template.getMetadata())
            .withSpec(template.getSpec())
            .editOrNewMetadata()
            .withName(name + "-abcde")
            .withNamespace(job.getMetadata().getNamespace())
            .withCreationTimestamp(now())
            .addToLabels(JOB_NAME, name)
            .addToAnnotations("controller-uid", job.getMetadata().getUid())
            .endMetadata()
            .editSpec()
            .withNodeName(selects ? null : TestCluster.NODE)
            .endSpec()
            .withNewStatus()
            .withPhase("Pending")
            .endStatus();
    return selects
        ? pod.editStatus()
            .addNewCondition()
            .withType("PodScheduled")
            .withStatus("False")
            .withReason("Unschedulable")
            .withMessage("0/1 nodes are available: 1 node(s) didn't match Pod's node affinity")
            .endCondition()
            .endStatus()
            .build()
        : pod.build();
  }

  private static String now() {
    return Instant.now().toString();
  }
}
