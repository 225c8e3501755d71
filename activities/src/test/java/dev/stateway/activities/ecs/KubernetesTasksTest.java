package dev.stateway.activities.ecs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.stateway.activities.Tasks;
import dev.stateway.activities.ecs.ContainerTask.Container;
import io.fabric8.kubernetes.api.model.LocalObjectReference;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which tasks can be Jobs, and which Jobs they are. */
class KubernetesTasksTest {
  @TempDir Path folder;

  private Container container(String name, String image) {
    return new Container(name, image, List.of("run"), folder, Map.of("A", "b"), List.of());
  }

  private static KubernetesOptions options(Map<String, Object> pod) {
    return new KubernetesOptions(
        Optional.empty(), Duration.ofMinutes(1), Duration.ofMinutes(1), pod);
  }

  private String refused(ContainerTask task) {
    var nowhere =
        new KubernetesCluster(
            new ConfigBuilder(Config.empty()).withMasterUrl("http://127.0.0.1:9").build());
    var failure =
        catchThrowableOfType(
            IllegalArgumentException.class,
            () ->
                new KubernetesEcs(
                        List.of(task), nowhere, new TaskShape("r", "a"), folder.resolve("pods"))
                    .close());
    return String.valueOf(failure.getMessage());
  }

  @Test
  void aTaskHasImagesOrHasNone() {
    var mixed =
        new ContainerTask(
            "mixed", List.of(container("a", "work:1"), container("b", Container.PROCESS)));

    assertThat(refused(mixed))
        .isEqualTo(
            "The task mixed cannot run as a Kubernetes Job: the container 'b' has no image, others"
                + " have");
  }

  @Test
  void aContainersNameIsOneOfKubernetes() {
    assertThat(refused(new ContainerTask("one", List.of(container("Main_1", "work:1")))))
        .contains("the container's name 'Main_1' may have");
  }

  @Test
  void aPodIsPartOfAPodsSpec() {
    var task =
        new ContainerTask(
            "one", List.of(container("main", "work:1")), options(Map.of("nodeSelector", "none")));

    assertThat(refused(task)).contains("'kubernetes.pod' is no part of a pod's spec");
  }

  @Test
  void whatIsSaidOfThePodIsLaidOverTheTask() {
    var pod =
        Map.<String, Object>of(
            "serviceAccountName",
            "archive",
            "imagePullSecrets",
            List.of(Map.of("name", "registry")),
            "containers",
            List.of(Map.of("name", "main", "imagePullPolicy", "Always")));
    var task = new ContainerTask("one", List.of(container("main", "work:1")), options(pod));
    var request = Tasks.request("arn:aws:states:::ecs:runTask", "{\"TaskDefinition\": \"one\"}");
    var arguments = RunTaskArguments.of(request.arguments());

    var job =
        new JobManifest(new KubernetesSerialization())
            .job("id", task, task.containers(), arguments, request);

    var spec = job.getSpec().getTemplate().getSpec();
    assertThat(spec.getServiceAccountName()).isEqualTo("archive");
    assertThat(spec.getImagePullSecrets()).containsExactly(new LocalObjectReference("registry"));
    assertThat(spec.getRestartPolicy()).isEqualTo("Never");
    var main = spec.getContainers().getFirst();
    assertThat(main.getImage()).isEqualTo("work:1");
    assertThat(main.getArgs()).containsExactly("run");
    assertThat(main.getImagePullPolicy()).isEqualTo("Always");
    assertThat(main.getEnv()).extracting(variable -> variable.getValue()).containsExactly("b");
    assertThat(job.getSpec().getTtlSecondsAfterFinished()).isEqualTo(60);
  }

  @Test
  void theWordKubernetesIsACluster() {
    assertThat(ContainerRuntime.of("kubernetes")).isInstanceOf(KubernetesCluster.class);
    assertThat(ContainerRuntime.of("podman --root=/x"))
        .isEqualTo(new ContainerEngine(List.of("podman", "--root=/x")));
    assertThat(ContainerRuntime.of("process")).isEqualTo(ContainerEngine.PROCESSES);
  }
}
