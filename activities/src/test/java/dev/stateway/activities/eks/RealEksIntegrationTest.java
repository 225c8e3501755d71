package dev.stateway.activities.eks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stateway.activities.aws.MotoServer;
import dev.stateway.activities.kubernetes.RealCluster;
import dev.stateway.activities.kubernetes.TestCluster;
import dev.stateway.translator.JsonText;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Kubernetes API of a real API server, which asks moto whose tokens are. */
class RealEksIntegrationTest extends EksIntegrationCases {
  @TempDir static Path files;
  private static @Nullable MotoServer moto;
  private static @Nullable Authenticator authenticator;
  private static @Nullable RealCluster cluster;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    moto = MotoServer.start();
    authenticator = new Authenticator("orders");
    cluster = new RealCluster(files, authenticator.url());
  }

  @AfterAll
  static void stop() {
    if (cluster != null) {
      cluster.close();
    }
    if (authenticator != null) {
      authenticator.close();
    }
    if (moto != null) {
      moto.close();
    }
  }

  @Override
  TestCluster cluster() {
    return Objects.requireNonNull(cluster);
  }

  @Override
  URI aws() {
    return Objects.requireNonNull(moto).endpoint();
  }

  @Test
  void theClusterKnowsWhoCalls() throws IOException {
    var answer =
        call(
            """
            {"Method": "POST", "Path": "/apis/authentication.k8s.io/v1/selfsubjectreviews",
             "RequestBody": {"apiVersion": "authentication.k8s.io/v1", "kind": "SelfSubjectReview"}}
            """);

    assertThat(answer.at("/ResponseBody/status/userInfo/username").stringValue())
        .startsWith("arn:aws:sts::");
  }

  @Test
  void aTokenForAnotherClusterIsUnauthorized() {
    Objects.requireNonNull(authenticator).only("another");
    try {
      var failure = refused("{\"Method\": \"GET\", \"Path\": \"/api/v1/nodes\"}");

      assertThat(failure.error()).isEqualTo("EKS.401");
      var cause = JsonText.parse(String.valueOf(failure.cause()));
      assertThat(cause.path("StatusText").stringValue()).isEqualTo("Unauthorized");
      assertThat(cause.at("/ResponseBody/reason").stringValue()).isEqualTo("Unauthorized");
      assertThat(cause.propertyNames()).containsExactly("ResponseBody", "StatusCode", "StatusText");
    } finally {
      Objects.requireNonNull(authenticator).only("orders");
    }
  }
}
