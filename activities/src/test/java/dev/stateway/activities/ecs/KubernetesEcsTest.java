package dev.stateway.activities.ecs;

import dev.stateway.activities.kubernetes.MockCluster;
import dev.stateway.activities.kubernetes.TestCluster;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** Tasks as Jobs of an API server in this process. */
class KubernetesEcsTest extends KubernetesEcsCases {
  @TempDir static Path logs;
  private static MockCluster cluster;

  @BeforeAll
  static void start() {
    cluster = new MockCluster(logs);
  }

  @AfterAll
  static void stop() {
    cluster.close();
  }

  @Override
  TestCluster cluster() {
    return cluster;
  }
}
