package dev.stateway.activities.eks;

import static dev.stateway.activities.kubernetes.TestCluster.NAMESPACE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.stateway.activities.TaskIntegrations;
import dev.stateway.activities.Tasks;
import dev.stateway.activities.kubernetes.TestCluster;
import dev.stateway.activities.local.LocalResources;
import dev.stateway.translator.JsonText;
import dev.stateway.workflows.task.TaskFailedException;
import dev.stateway.workflows.task.TaskRequest;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The Kubernetes API by {@code eks:call} and {@code eks:runJob}, whatever the cluster. */
abstract class EksIntegrationCases {
  private static final String RUN_JOB = "arn:aws:states:::eks:runJob.sync";
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path folder;
  TaskIntegrations tasks;
  private final String name = "job-" + UUID.randomUUID();

  abstract TestCluster cluster();

  /** The AWS that the cluster knows its callers by. */
  abstract URI aws();

  @BeforeEach
  void open() {
    var usual = Tasks.settings(LocalResources.NONE, folder.resolve("data"), Tasks.aws(aws()));
    tasks = new TaskIntegrations(Tasks.allowing(usual, cluster().endpoint().getHost()));
  }

  @AfterEach
  void close() {
    tasks.close();
  }

  /** These parameters, JSON text, and those that name the cluster. */
  String parameters(String more) throws IOException {
    var parameters = (ObjectNode) JsonText.parse(more);
    var authority =
        Base64.getEncoder()
            .encodeToString(cluster().certificate().getBytes(StandardCharsets.UTF_8));
    parameters.put("ClusterName", "orders").put("Endpoint", cluster().endpoint().toString());
    if (!parameters.has("CertificateAuthority")) {
      parameters.put("CertificateAuthority", authority);
    }
    return JsonText.write(parameters);
  }

  JsonNode call(String parameters) throws IOException {
    return tasks.call(Tasks.request("arn:aws:states:::eks:call", parameters(parameters)), () -> {});
  }

  TaskFailedException refused(String parameters) {
    return catchThrowableOfType(TaskFailedException.class, () -> call(parameters));
  }

  private TaskRequest job(String script, String logs) throws IOException {
    var parameters =
        """
        {"Namespace": "stateway", "LogOptions": %s,
         "Job": {"apiVersion": "batch/v1", "kind": "Job", "metadata": {"name": "%s"},
           "spec": {"backoffLimit": 0, "template": {"spec": {"restartPolicy": "Never", "containers": [
             {"name": "main", "image": "work:1", "args": ["/bin/sh", "-c", "%s"]}]}}}}}
        """
            .formatted(logs, name, script);
    return Tasks.request(RUN_JOB, parameters(parameters));
  }

  private static TaskRequest submitted(TaskRequest request, JsonNode answer) {
    return new TaskRequest(
        request.resource(),
        request.stateName(),
        request.arguments(),
        null,
        request.idempotencyKey(),
        request.executionArn(),
        null,
        answer);
  }

  private JsonNode run(TaskRequest request) {
    var answer = tasks.call(request, () -> {});
    return tasks.awaitCompletion(submitted(request, answer), () -> {});
  }

  private static JsonNode log(JsonNode job) {
    var pods = job.path("logs").path("pods");
    assertThat(pods.size()).isEqualTo(1);
    return pods.iterator().next().path("containers").path("main");
  }

  @Test
  void readsAndWritesObjects() throws IOException {
    var maps = "\"Path\": \"/api/v1/namespaces/stateway/configmaps";
    var created =
        call(
            """
            {"Method": "POST", %s", "RequestBody":
              {"apiVersion": "v1", "kind": "ConfigMap",
               "metadata": {"name": "%s", "labels": {"run": "%s"}}, "data": {"a": "1"}}}
            """
                .formatted(maps, name, name));
    var patched =
        call(
            """
            {"Method": "PATCH", %s/%s", "RequestBody": {"data": {"b": "2"}}}
            """
                .formatted(maps, name));
    var listed =
        call(
            """
            {"Method": "GET", %s", "QueryParameters": {"labelSelector": ["run=%s"]}}
            """
                .formatted(maps, name));

    assertThat(created.propertyNames()).containsExactly("ResponseBody", "StatusCode", "StatusText");
    assertThat(created.path("StatusCode").intValue()).isEqualTo(201);
    assertThat(patched.at("/ResponseBody/data"))
        .isEqualTo(JsonText.parse("{\"a\": \"1\", \"b\": \"2\"}"));
    assertThat(listed.at("/ResponseBody/items").size()).isEqualTo(1);
    var deleted = call("{\"Method\": \"DELETE\", %s/%s\"}".formatted(maps, name));
    assertThat(deleted.path("StatusCode").intValue()).isEqualTo(200);
  }

  @Test
  void failsWithTheStatusOfTheAnswer() {
    var failure =
        refused("{\"Method\": \"GET\", \"Path\": \"/api/v1/namespaces/stateway/pods/none\"}");

    assertThat(failure.error()).isEqualTo("EKS.404");
    var cause = JsonText.parse(String.valueOf(failure.cause()));
    assertThat(cause.path("StatusCode").intValue()).isEqualTo(404);
    assertThat(cause.path("StatusText").stringValue()).isEqualTo("Not Found");
  }

  @Test
  void callsNoServerThatCannotProveItself() throws IOException {
    var other =
        Base64.getEncoder()
            .encodeToString(
                Files.readAllBytes(Path.of("src/test/resources/eks/other-authority.pem")));

    var failure =
        refused(
            "{\"Method\": \"GET\", \"Path\": \"/api\", \"CertificateAuthority\": \"%s\"}"
                .formatted(other));

    assertThat(failure.error()).isEqualTo("EKS.SdkClientException");
    assertThat(failure.cause()).startsWith("Unable to execute HTTP request: ");
  }

  @Test
  void waitsForTheJobAndReadsItsLogs() throws IOException {
    var job = run(job("echo '{\\\"pi\\\": 3.14}'", "{\"RetrieveLogs\": true}"));

    assertThat(job.path("kind").stringValue()).isEqualTo("Job");
    assertThat(job.at("/metadata/name").stringValue()).isEqualTo(name);
    assertThat(log(job).path("log")).isEqualTo(JsonText.parse("{\"pi\": 3.14}"));
  }

  @Test
  void leavesRawLogsAsTheyAre() throws IOException {
    var job = run(job("echo 12", "{\"RetrieveLogs\": true, \"RawLogs\": true}"));

    assertThat(log(job).path("log").stringValue()).isEqualTo("12\n");
  }

  @Test
  void readsNoLogsUnlessItIsAskedTo() throws IOException {
    assertThat(run(job("true", "{}")).has("logs")).isFalse();
  }

  @Test
  void aJobThatFailedFailsTheTask() throws IOException {
    var request = job("echo no; exit 3", "{\"RetrieveLogs\": true}");

    var failure = catchThrowableOfType(TaskFailedException.class, () -> run(request));

    assertThat(failure.error()).isEqualTo("States.TaskFailed");
    var job = JsonText.parse(String.valueOf(failure.cause()));
    assertThat(job.at("/metadata/name").stringValue()).isEqualTo(name);
    assertThat(log(job).path("log").stringValue()).isEqualTo("no\n");
  }

  @Test
  void aSecondTryAfterALostWorkerFindsTheSameJob() throws IOException {
    var request = job("true", "{}");
    var first = tasks.call(request, () -> {});

    var second = tasks.call(request, () -> {});

    assertThat(first.path("StatusCode").intValue()).isEqualTo(201);
    assertThat(second.at("/ResponseBody/metadata/uid"))
        .isEqualTo(first.at("/ResponseBody/metadata/uid"));
    var other = job("true", "{}");
    var failure =
        catchThrowableOfType(TaskFailedException.class, () -> tasks.call(other, () -> {}));
    assertThat(failure.error()).isEqualTo("EKS.409");
  }

  @Test
  void stopDeletesTheJob() throws IOException {
    var request = job("sleep 600", "{}");
    var submitted = submitted(request, tasks.call(request, () -> {}));
    var jobs = cluster().admin().batch().v1().jobs().inNamespace(NAMESPACE);

    tasks.stop(submitted, () -> {});
    tasks.stop(submitted, () -> {});

    await().atMost(PATIENCE).until(() -> jobs.withName(name).get() == null);
  }

  @Test
  void aStoppedTaskHasItsJobDeleted() throws Exception {
    var request = job("sleep 600", "{}");
    var submitted = submitted(request, tasks.call(request, () -> {}));
    var jobs = cluster().admin().batch().v1().jobs().inNamespace(NAMESPACE);
    var waiter =
        Thread.ofVirtual()
            .start(() ->
                assertThat(
                        catchThrowableOfType(
                            CancellationException.class,
                            () -> tasks.awaitCompletion(submitted, Tasks::stoppedWhenInterrupted)))
                    .isNotNull());

    waiter.interrupt();
    waiter.join();

    await().atMost(PATIENCE).until(() -> jobs.withName(name).get() == null);
  }

  @Test
  void aJobThatIsGoneFailsTheTask() throws IOException {
    var request = job("sleep 600", "{}");
    var submitted = submitted(request, tasks.call(request, () -> {}));
    cluster().admin().batch().v1().jobs().inNamespace(NAMESPACE).withName(name).delete();

    var failure =
        catchThrowableOfType(
            TaskFailedException.class, () -> tasks.awaitCompletion(submitted, () -> {}));

    assertThat(failure.error()).isEqualTo("EKS.404");
  }
}
