package dev.stateway.activities.ecs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.stateway.activities.TaskIntegrations;
import dev.stateway.activities.Tasks;
import dev.stateway.activities.ecs.ContainerTask.Container;
import dev.stateway.activities.kubernetes.RealCluster;
import dev.stateway.activities.kubernetes.TestCluster;
import dev.stateway.activities.local.LocalResources;
import dev.stateway.activities.routing.Routes;
import dev.stateway.workflows.task.TaskFailedException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tasks as Jobs of a real control plane, with the rights that the manifests give. */
class RealKubernetesEcsTest extends KubernetesEcsCases {
  @TempDir static Path files;
  private static @Nullable RealCluster cluster;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    // No token needs it here.
    cluster = new RealCluster(files, URI.create("http://127.0.0.1:9"));
  }

  @AfterAll
  static void stop() {
    if (cluster != null) {
      cluster.close();
    }
  }

  @Override
  TestCluster cluster() {
    return Objects.requireNonNull(cluster);
  }

  private TaskFailedException refused(KubernetesOptions options) {
    var container = new Container("main", "work:1", List.of("true"), folder, Map.of(), List.of());
    var local =
        new LocalResources(
            List.of(),
            List.of(new ContainerTask("one", List.of(container), options)),
            Map.of(),
            List.of(),
            Routes.NONE);
    var settings =
        Tasks.settings(local, folder.resolve("other"), new KubernetesCluster(cluster().stateway()));
    try (var tasks = new TaskIntegrations(settings)) {
      var request = Tasks.request("arn:aws:states:::ecs:runTask", "{\"TaskDefinition\": \"one\"}");
      return catchThrowableOfType(TaskFailedException.class, () -> tasks.call(request, () -> {}));
    }
  }

  private static KubernetesOptions options(Optional<String> namespace, Map<String, Object> pod) {
    return new KubernetesOptions(namespace, Duration.ofDays(1), Duration.ofMinutes(5), pod);
  }

  @Test
  void aPodThatKubernetesDoesNotKnowIsRefused() {
    var failure = refused(options(Optional.empty(), Map.of("serviceAcountName", "archive")));

    assertThat(failure.error()).isEqualTo("ECS.InvalidParameterException");
    assertThat(failure.cause())
        .contains("unknown field \"spec.template.spec.serviceAcountName\"", "Status Code: 400");
  }

  @Test
  void aNamespaceWithoutRightsIsDenied() {
    var failure = refused(options(Optional.of("kube-system"), Map.of()));

    assertThat(failure.error()).isEqualTo("ECS.AccessDeniedException");
    assertThat(failure.cause()).contains("cannot create resource \"jobs\"");
  }
}
