package dev.stateway.activities.optimised;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.stateway.activities.TaskIntegrations;
import dev.stateway.activities.Tasks;
import dev.stateway.activities.aws.AwsStub;
import dev.stateway.activities.functions.Functions;
import dev.stateway.activities.local.LocalResources;
import dev.stateway.translator.JsonText;
import dev.stateway.workflows.task.TaskFailedException;
import dev.stateway.workflows.task.TaskRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Work that {@code .sync} waits for, of a service that is slow or loses it. */
class CompletionTest {
  private static final String ATHENA = "arn:aws:states:::athena:startQueryExecution.sync";

  private AwsStub aws;
  private TaskIntegrations tasks;

  @BeforeEach
  void start() throws IOException {
    aws = new AwsStub();
    tasks =
        new TaskIntegrations(
            Tasks.settings(LocalResources.NONE, Functions.DATA, Tasks.aws(aws.endpoint())));
  }

  @AfterEach
  void stop() {
    tasks.close();
    aws.close();
  }

  private static TaskRequest submitted(String resource, String arguments, String submitted) {
    var request = Tasks.request(resource, arguments);
    return new TaskRequest(
        resource,
        request.stateName(),
        request.arguments(),
        null,
        request.idempotencyKey(),
        request.executionArn(),
        null,
        JsonText.parse(submitted));
  }

  private static TaskRequest query() {
    return submitted(ATHENA, "{\"QueryString\": \"SELECT 1\"}", "{\"QueryExecutionId\": \"q-1\"}");
  }

  @Test
  void looksAgainUntilTheWorkHasEndedWell() {
    aws.prepare(
            200,
            Map.of(),
            "{\"QueryExecution\":{\"QueryExecutionId\":\"q-1\",\"Status\":{\"State\":\"RUNNING\"}}}")
        .prepare(400, Map.of(), "{\"__type\":\"ThrottlingException\",\"message\":\"slow\"}")
        .prepare(
            200,
            Map.of(),
            "{\"QueryExecution\":{\"QueryExecutionId\":\"q-1\",\"Status\":{\"State\":\"SUCCEEDED\"}}}");

    var result = tasks.awaitCompletion(query(), () -> {});

    assertThat(result.at("/QueryExecution/Status/State").stringValue()).isEqualTo("SUCCEEDED");
    assertThat(aws.asked()).hasSize(3);
    assertThat(aws.asked().getFirst().json())
        .isEqualTo(JsonText.parse("{\"QueryExecutionId\":\"q-1\"}"));
  }

  @Test
  void failsWithTheWorkAsTheCause() {
    aws.prepare(
        200,
        Map.of(),
        "{\"QueryExecution\":{\"QueryExecutionId\":\"q-1\",\"Status\":{\"State\":\"FAILED\",\"StateChangeReason\":\"no"
            + " rows\"}}}");

    var failure =
        catchThrowableOfType(
            TaskFailedException.class, () -> tasks.awaitCompletion(query(), () -> {}));

    assertThat(failure.error()).isEqualTo("States.TaskFailed");
    assertThat(
            JsonText.parse(String.valueOf(failure.cause()))
                .at("/QueryExecution/Status/StateChangeReason")
                .stringValue())
        .isEqualTo("no rows");
  }

  @Test
  void stopsTheWorkOfATaskThatIsStopped() throws Exception {
    aws.prepare(
        200,
        Map.of(),
        "{\"QueryExecution\":{\"QueryExecutionId\":\"q-1\",\"Status\":{\"State\":\"RUNNING\"}}}");
    var worker =
        Thread.ofVirtual()
            .start(() -> {
              try {
                tasks.awaitCompletion(query(), Tasks::stoppedWhenInterrupted);
              } catch (CancellationException _) {
                // As asked.
              }
            });
    await().until(() -> !aws.asked().isEmpty());

    worker.interrupt();
    worker.join();

    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(() ->
            assertThat(aws.asked())
                .anySatisfy(asked -> assertThat(asked.action()).endsWith("StopQueryExecution")));
  }

  @Test
  void leavesTheWorkToAnotherWorkerWhenThisOneGoesAway() throws Exception {
    aws.prepare(
        200,
        Map.of(),
        "{\"QueryExecution\":{\"QueryExecutionId\":\"q-1\",\"Status\":{\"State\":\"RUNNING\"}}}");
    var worker =
        Thread.ofVirtual()
            .start(() -> {
              try {
                tasks.awaitCompletion(query(), () -> {});
              } catch (CancellationException _) {
                // As asked.
              }
            });
    await().until(() -> !aws.asked().isEmpty());

    worker.interrupt();
    worker.join();

    assertThat(aws.asked()).noneMatch(asked -> asked.action().endsWith("StopQueryExecution"));
  }
}
