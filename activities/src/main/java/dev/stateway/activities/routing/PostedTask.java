package dev.stateway.activities.routing;

import dev.stateway.translator.JsonText;
import dev.stateway.workflows.task.TaskFailedException;
import dev.stateway.workflows.task.TaskRequest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Does the work of tasks by posting their arguments to a web server of the operator's.
 *
 * <p>Answers 2xx are the result, JSON. Any other is a failure: {@code error} and {@code cause} of
 * its JSON, where it has them.
 */
public final class PostedTask implements AutoCloseable {
  private static final Duration CONNECT = Duration.ofSeconds(10);

  private final HttpClient client =
      HttpClient.newBuilder()
          .connectTimeout(CONNECT)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();

  /**
   * Posts the task and waits for the answer; an interrupted one is aborted.
   *
   * @throws TaskFailedException the server refused, or did not answer
   */
  public JsonNode call(URI url, TaskRequest request) throws InterruptedException {
    var post =
        HttpRequest.newBuilder(url)
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", request.idempotencyKey())
            .header("X-Stateway-Resource", request.resource())
            .header("X-Stateway-Execution", request.executionArn())
            .POST(HttpRequest.BodyPublishers.ofString(JsonText.write(request.arguments())))
            .build();
    try {
      return result(client.send(post, HttpResponse.BodyHandlers.ofString()));
    } catch (IOException e) {
      throw new TaskFailedException("States.Http.Socket", url + " does not answer: " + e);
    }
  }

  @Override
  public void close() {
    client.shutdownNow();
  }

  private static JsonNode result(HttpResponse<String> answer) {
    var body = body(answer.body());
    if (answer.statusCode() / 100 == 2) {
      return body;
    }
    throw new TaskFailedException(
        body.path("error").stringValue("States.Http.StatusCode." + answer.statusCode()),
        body.path("cause").stringValue(answer.body()));
  }

  private static JsonNode body(String text) {
    try {
      return text.isBlank() ? JsonText.MAPPER.nullNode() : JsonText.parse(text);
    } catch (JacksonException _) {
      return JsonText.MAPPER.getNodeFactory().stringNode(text);
    }
  }
}
