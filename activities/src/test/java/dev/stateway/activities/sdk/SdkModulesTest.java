package dev.stateway.activities.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stateway.activities.TaskIntegrations;
import dev.stateway.activities.Tasks;
import dev.stateway.activities.aws.AwsStub;
import dev.stateway.activities.functions.Functions;
import dev.stateway.activities.local.LocalResources;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Services that come with jars in a folder. */
class SdkModulesTest {
  @Test
  void callsTheServiceOfAJarInTheFolder() throws Exception {
    try (var aws = new AwsStub()) {
      aws.prepare(200, Map.of(), "{\"CertificateSummaryList\":[{\"DomainName\":\"example.com\"}]}");
      var usual = Tasks.settings(LocalResources.NONE, Functions.DATA, Tasks.aws(aws.endpoint()));
      try (var tasks = new TaskIntegrations(Tasks.withSdkJars(usual))) {
        var answer =
            tasks.call(
                Tasks.request("arn:aws:states:::aws-sdk:acm:listCertificates", "{\"MaxItems\": 1}"),
                () -> {});

        assertThat(answer.path("CertificateSummaryList").path(0).path("DomainName").stringValue())
            .isEqualTo("example.com");
        assertThat(aws.asked().getFirst().action()).isEqualTo("ListCertificates");
      }
    }
  }

  @Test
  void findsTheServicesOfJarsInAFolder(@TempDir Path folder) throws Exception {
    Files.writeString(folder.resolve("readme.txt"), "not a jar");
    try (var modules = new SdkModules(Optional.of(Tasks.SDK_JARS))) {
      assertThat(modules.services()).contains("acm", "s3");
      assertThat(modules.className("acm")).isEqualTo("Acm");
    }
    Files.writeString(folder.resolve("broken.jar"), "no zip");
    assertThatThrownBy(() -> new SdkModules(Optional.of(folder)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("broken.jar cannot be read as a jar");
  }
}
