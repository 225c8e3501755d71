package dev.stateway.activities.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpServer;
import dev.stateway.activities.TaskIntegrations;
import dev.stateway.activities.Tasks;
import dev.stateway.activities.aws.AwsStub;
import dev.stateway.activities.functions.Functions;
import dev.stateway.activities.local.LocalResources;
import dev.stateway.activities.local.LocalResourcesException;
import dev.stateway.activities.local.LocalResourcesFile;
import dev.stateway.translator.JsonText;
import dev.stateway.workflows.task.TaskFailedException;
import dev.stateway.workflows.task.TaskRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class RoutesTest {
  private static final String SEND = "arn:aws:states:::sqs:sendMessage";
  private static final String MESSAGE = "{\"QueueUrl\": \"http://q/1/q\", \"MessageBody\": \"m\"}";

  @TempDir Path folder;

  private LocalResources read(String routes) throws IOException {
    var file = folder.resolve("functions.yaml");
    Files.writeString(file, routes);
    return LocalResourcesFile.read(file);
  }

  private TaskIntegrations tasks(String routes) throws IOException {
    var read = read(routes);
    return new TaskIntegrations(
        Tasks.settings(
            new LocalResources(
                List.of(Functions.function("echo")),
                List.of(),
                Map.of(),
                List.of(),
                read.routes())));
  }

  private static JsonNode call(TaskIntegrations tasks, String resource, String arguments) {
    return tasks.call(Tasks.request(resource, arguments), () -> {});
  }

  @Test
  void theFirstRouteThatTakesATaskCounts() throws IOException {
    try (var tasks =
        tasks(
            """
            routes:
              - resource: "arn:aws:states:::sqs:sendMessage"
                mock: {result: '{"MessageId": "1"}'}
              - resource: "arn:aws:states:::sqs:*"
                mock: {error: SQS.AmazonSQSException, cause: away}
              - resource: "*:function:legacy-*"
                mock: {result: "1.50"}
            """)) {
      assertThat(call(tasks, SEND, MESSAGE)).isEqualTo(JsonText.parse("{\"MessageId\": \"1\"}"));
      var failure =
          catchThrowableOfType(
              TaskFailedException.class, () -> call(tasks, SEND + ".waitForTaskToken", MESSAGE));
      assertThat(failure.error()).isEqualTo("SQS.AmazonSQSException");
      assertThat(failure.cause()).isEqualTo("away");
      assertThat(
              call(
                  tasks,
                  "arn:aws:states:::lambda:invoke",
                  "{\"FunctionName\": \"arn:aws:lambda:us-east-1:1:function:legacy-a\"}"))
          .hasToString("1.50");
      assertThat(call(tasks, "arn:aws:lambda:us-east-1:1:function:legacy-b", "{}"))
          .hasToString("1.50");
    }
  }

  @Test
  void aTaskGoesToTheServiceAtAnotherAddress() throws IOException {
    try (var there = new AwsStub();
        var tasks =
            tasks(
                "routes:\n  - {resource: \"arn:aws:states:::sqs:*\", endpoint: \"%s\"}\n"
                    .formatted(there.endpoint()))) {
      there.prepare(
          200,
          Map.of(),
          "{\"MessageId\":\"m-1\",\"MD5OfMessageBody\":\"6f8f57715090da2632453988d9a1501b\"}");

      assertThat(call(tasks, SEND, MESSAGE).path("MessageId").stringValue()).isEqualTo("m-1");
      var failure =
          catchThrowableOfType(
              TaskFailedException.class,
              () -> call(tasks, "arn:aws:states:::aws-sdk:sqs:listQueues", "{}"));
      assertThat(failure.error()).as("not routed").isEqualTo("Sqs.SdkClientException");
    }
  }

  @Test
  void aTaskGoesToAFunctionOfThisMachine() throws IOException {
    try (var tasks =
        tasks("routes:\n  - {resource: \"arn:aws:states:::glue:*\", function: echo}\n")) {
      var resource = "arn:aws:states:::glue:startJobRun.sync";
      var called = call(tasks, resource, "{\"JobName\": \"etl\"}");
      var request = Tasks.request(resource, "{\"JobName\": \"etl\"}");
      var submitted =
          new TaskRequest(
              resource,
              request.stateName(),
              request.arguments(),
              null,
              request.idempotencyKey(),
              request.executionArn(),
              null,
              called);

      assertThat(called).isEqualTo(JsonText.parse("{\"JobName\": \"etl\"}"));
      assertThat(tasks.awaitCompletion(submitted, () -> {})).isEqualTo(called);
      assertThatNoException().isThrownBy(() -> tasks.stop(submitted, () -> {}));
    }
  }

  @Test
  void aTaskGoesToAWebServer() throws IOException {
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            var event =
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            var bad = event.contains("bad");
            var answer =
                bad ? "{\"error\":\"Mine\",\"cause\":\"was bad\"}" : "{\"got\":" + event + "}";
            var bytes = answer.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(bad ? 422 : 200, bytes.length);
            exchange.getResponseBody().write(bytes);
          }
        });
    server.start();
    try (var tasks =
        tasks(
            "routes:\n  - {resource: \"*:aws-sdk:*\", http: \"http://127.0.0.1:%d/work\"}\n"
                .formatted(server.getAddress().getPort()))) {
      var resource = "arn:aws:states:::aws-sdk:textract:detectDocumentText";

      assertThat(call(tasks, resource, "{\"n\":1.50}"))
          .isEqualTo(JsonText.parse("{\"got\":{\"n\":1.50}}"));
      var failure =
          catchThrowableOfType(
              TaskFailedException.class, () -> call(tasks, resource, "{\"n\":\"bad\"}"));
      assertThat(failure.error()).isEqualTo("Mine");
      assertThat(failure.cause()).isEqualTo("was bad");
    } finally {
      server.stop(0);
    }
  }

  @Test
  void tellsEveryMistakeWithItsLine() {
    assertThatThrownBy(() ->
            read(
                """
                routes:
                  - resource: "*"
                  - resource: "a"
                    endpoint: nowhere
                  - mock: {result: "{"}
                  - resource: "b"
                    taskQueue: go-workers
                    aws: "true"
                """))
        .isInstanceOf(LocalResourcesException.class)
        .hasMessageContaining(
            ":2: A route needs one of aws, endpoint, function, http, mock and taskQueue")
        .hasMessageContaining(":3: 'nowhere' is no URL of a server")
        .hasMessageContaining(":5: routes has no 'resource'")
        .hasMessageContaining("The result of a mock is no JSON")
        .hasMessageContaining(":7: routes.taskQueue must be a mapping");
  }
}
