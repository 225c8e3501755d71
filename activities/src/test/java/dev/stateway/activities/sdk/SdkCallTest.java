package dev.stateway.activities.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.stateway.activities.TaskIntegrations;
import dev.stateway.activities.Tasks;
import dev.stateway.activities.aws.AwsStub;
import dev.stateway.activities.functions.Functions;
import dev.stateway.activities.local.LocalResources;
import dev.stateway.workflows.task.TaskFailedException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** How a service is called, whatever it is. */
class SdkCallTest {
  private static final String SEND =
      "{\"QueueUrl\": \"http://127.0.0.1/q\", \"MessageBody\": \"m\"}";

  private static TaskIntegrations tasks(URI aws) {
    return new TaskIntegrations(
        Tasks.settings(LocalResources.NONE, Functions.DATA, Tasks.aws(aws)));
  }

  @Test
  void triesNothingAgainByItself() throws Exception {
    try (var stub = new AwsStub();
        var tasks = tasks(stub.endpoint())) {
      stub.prepare(500, Map.of(), "{\"message\":\"later\"}");
      var failure =
          catchThrowableOfType(
              TaskFailedException.class,
              () ->
                  tasks.call(
                      Tasks.request("arn:aws:states:::aws-sdk:secretsmanager:listSecrets", "{}"),
                      () -> {}));

      assertThat(failure.error()).isEqualTo("SecretsManager.SecretsManagerException");
      assertThat(failure.cause())
          .isEqualTo("later (Service: SecretsManager, Status Code: 500, Request ID: request-1)");
      assertThat(stub.asked()).hasSize(1);
    }
  }

  @Test
  void saysThatNobodyAnswers() throws Exception {
    try (var tasks = tasks(URI.create("http://127.0.0.1:9"))) {
      var failure =
          catchThrowableOfType(
              TaskFailedException.class,
              () -> tasks.call(Tasks.request("arn:aws:states:::sqs:sendMessage", SEND), () -> {}));

      assertThat(failure.error()).isEqualTo("SQS.SdkClientException");
      assertThat(failure.cause()).startsWith("Unable to execute HTTP request: ");
      assertThat(failure.cause()).doesNotContain("Attempt Count");
    }
  }

  @Test
  void sendsTheSameTokenWithEveryTryOfOneAttempt() throws Exception {
    try (var stub = new AwsStub();
        var tasks = tasks(stub.endpoint())) {
      stub.prepare(200, Map.of(), "{\"QueryExecutionId\":\"q\"}");
      var request =
          Tasks.request(
              "arn:aws:states:::aws-sdk:athena:startQueryExecution",
              "{\"QueryString\": \"SELECT 1\"}");

      tasks.call(request, () -> {});
      tasks.call(request, () -> {});

      assertThat(stub.asked())
          .hasSize(2)
          .allSatisfy(asked ->
              assertThat(asked.json().path("ClientRequestToken").stringValue())
                  .isEqualTo(request.idempotencyKey()));
    }
  }

  @Test
  void abortsTheCallOfATaskThatIsStopped() throws Exception {
    try (var silent = new Silent();
        var tasks = tasks(silent.endpoint())) {
      var ended = new CompletableFuture<Throwable>();
      var worker =
          Thread.ofVirtual()
              .start(() -> {
                try {
                  tasks.call(Tasks.request("arn:aws:states:::sqs:sendMessage", SEND), () -> {});
                } catch (CancellationException e) {
                  ended.complete(e);
                }
              });
      await().until(() -> !silent.connections().isEmpty());

      worker.interrupt();

      assertThat(ended.join()).isInstanceOf(CancellationException.class);
      await().atMost(Duration.ofSeconds(20)).until(silent::isLeft);
    }
  }

  @Test
  void hasABoundedNumberOfCallsOfAServiceUnderWay() throws Exception {
    try (var silent = new Silent();
        var tasks = tasks(silent.endpoint())) {
      var workers = new ArrayList<Thread>();
      for (var i = 0; i < SdkClients.CALLS + 5; i++) {
        workers.add(
            Thread.ofVirtual()
                .start(() -> {
                  try {
                    tasks.call(Tasks.request("arn:aws:states:::sqs:sendMessage", SEND), () -> {});
                  } catch (CancellationException _) {
                    // Stopped below.
                  }
                }));
      }
      await().until(() -> silent.connections().size() == SdkClients.CALLS);
      await()
          .during(Duration.ofMillis(500))
          .until(() -> silent.connections().size() == SdkClients.CALLS);

      workers.getFirst().interrupt();
      await().until(() -> silent.connections().size() > SdkClients.CALLS);
      workers.forEach(Thread::interrupt);
      for (var worker : workers) {
        worker.join();
      }
    }
  }

  /** Takes connections and never answers. */
  private static final class Silent implements AutoCloseable {
    private final ServerSocket server = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
    private final CopyOnWriteArrayList<Socket> connections = new CopyOnWriteArrayList<>();

    Silent() throws IOException {
      Thread.ofVirtual()
          .start(() -> {
            try {
              while (true) {
                connections.add(server.accept());
              }
            } catch (IOException _) {
              // Closed.
            }
          });
    }

    URI endpoint() {
      return URI.create("http://127.0.0.1:" + server.getLocalPort());
    }

    CopyOnWriteArrayList<Socket> connections() {
      return connections;
    }

    /** Whether the other side has hung up on the first connection. */
    boolean isLeft() throws IOException {
      var socket = connections.getFirst();
      socket.setSoTimeout(100);
      try {
        while (socket.getInputStream().read() >= 0) {
          // What was sent before.
        }
        return true;
      } catch (java.net.SocketTimeoutException _) {
        return false;
      } catch (IOException _) {
        return true;
      }
    }

    @Override
    public void close() throws IOException {
      server.close();
      for (var connection : connections) {
        connection.close();
      }
    }
  }
}
