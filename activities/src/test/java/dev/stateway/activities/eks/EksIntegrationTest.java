package dev.stateway.activities.eks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.stateway.activities.Tasks;
import dev.stateway.activities.kubernetes.MockCluster;
import dev.stateway.activities.kubernetes.TestCluster;
import dev.stateway.workflows.task.TaskFailedException;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The Kubernetes API of an API server in this process. */
class EksIntegrationTest extends EksIntegrationCases {
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

  @Override
  URI aws() {
    return URI.create("http://127.0.0.1:9");
  }

  @Test
  void provesWhoCallsToThisClusterAlone() throws IOException {
    call("{\"Method\": \"GET\", \"Path\": \"/api/v1/namespaces/stateway/pods\"}");

    var prefix = "Bearer k8s-aws-v1.";
    // Others ask the API server at the same time.
    var ours = cluster.authorizations().stream().filter(sent -> sent.startsWith(prefix)).toList();
    var token = ours.getLast().substring(prefix.length());
    var url = URI.create(new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8));
    assertThat(url.getAuthority()).isEqualTo("127.0.0.1:9");
    assertThat(url.getQuery().split("&", -1))
        .contains(
            "Action=GetCallerIdentity",
            "Version=2011-06-15",
            "X-Amz-Expires=60",
            "X-Amz-SignedHeaders=host;x-k8s-aws-id");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"Method\": \"TRACE\", \"Path\": \"/api\"}                      | 'Method' must be one"
            + " of",
        "{\"Method\": \"GET\", \"Path\": \"api\"}                         | 'Path' must begin with"
            + " /",
        "{\"Method\": \"GET\", \"Path\": \"/a b\"}                        | make no URL",
        "{\"Method\": \"GET\", \"Path\": \"/api\", \"Colour\": 1}         | \"Colour\" is not"
            + " supported",
        "{\"Method\": \"GET\", \"Path\": \"/\", \"CertificateAuthority\": \"x\"} |"
            + " CertificateAuthority"
      })
  void refusesWhatIsNoCall(String parameters, String cause) {
    var failure = refused(parameters);

    assertThat(failure.error()).isEqualTo("States.Runtime");
    assertThat(failure.cause()).contains(cause);
  }

  @ParameterizedTest
  @CsvSource({
    "http://localhost:1,must be the https:// URL",
    "https://user@localhost:1,must be the https:// URL",
    "https://169.254.169.254,has a private address"
  })
  void callsOnlyWhereItMay(String endpoint, String cause) throws IOException {
    var parameters =
        parameters("{\"Method\": \"GET\", \"Path\": \"/api\"}")
            .replace(cluster.endpoint().toString(), endpoint);
    var request = Tasks.request("arn:aws:states:::eks:call", parameters);

    var failure =
        catchThrowableOfType(TaskFailedException.class, () -> tasks.call(request, () -> {}));

    assertThat(failure.error()).isEqualTo("States.Runtime");
    assertThat(failure.cause()).contains(cause);
  }

  @Test
  void aJobIsAnObjectOrItsText() throws IOException {
    for (var job : new String[] {"[]", "\"{\"", "\"[]\""}) {
      var request =
          Tasks.request("arn:aws:states:::eks:runJob", parameters("{\"Job\": %s}".formatted(job)));

      var failure =
          catchThrowableOfType(TaskFailedException.class, () -> tasks.call(request, () -> {}));

      assertThat(failure.error()).isEqualTo("States.Runtime");
    }
    var text = "{'apiVersion': 'batch/v1', 'kind': 'Job', 'metadata': {'name': 'text'}}";
    var request =
        Tasks.request(
            "arn:aws:states:::eks:runJob",
            parameters("{\"Job\": \"%s\"}".formatted(text.replace("'", "\\\""))));
    assertThat(tasks.call(request, () -> {}).at("/ResponseBody/metadata/name").stringValue())
        .isEqualTo("text");
  }
}
