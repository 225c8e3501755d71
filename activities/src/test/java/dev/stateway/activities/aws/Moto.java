package dev.stateway.activities.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stateway.activities.TaskCalls;
import dev.stateway.activities.TaskIntegrations;
import dev.stateway.activities.Tasks;
import dev.stateway.activities.functions.Functions;
import dev.stateway.activities.local.LocalResources;
import dev.stateway.workflows.task.TaskFailedException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import tools.jackson.databind.JsonNode;

/** A moto server, and tasks that call it. */
public final class Moto implements AutoCloseable {
  private final MotoServer server;
  private final TaskCalls tasks;

  private Moto(MotoServer server) {
    this.server = server;
    this.tasks =
        new TaskCalls(
            new TaskIntegrations(
                Tasks.settings(LocalResources.NONE, Functions.DATA, Tasks.aws(server.endpoint()))));
  }

  /** Starts one. */
  public static Moto start() throws IOException, InterruptedException {
    var moto = new Moto(MotoServer.start());
    // Its Batch and Lambda run containers where there is Docker; told so, they only say so.
    moto.configure(
        "config", "{\"batch\": {\"use_docker\": false}, \"lambda\": {\"use_docker\": false}}");
    return moto;
  }

  /** Where it is. */
  public URI endpoint() {
    return server.endpoint();
  }

  /** Tasks whose AWS it is. */
  public TaskIntegrations tasks() {
    return tasks.tasks();
  }

  /**
   * What a task results in.
   *
   * @param resource what follows {@code arn:aws:states:::}
   * @param parameters JSON text
   */
  public JsonNode call(String resource, String parameters) {
    return tasks.call(resource, parameters);
  }

  /** What a task results in that waits for its work. */
  public JsonNode run(String resource, String parameters) {
    return tasks.run(resource, parameters);
  }

  /** What a task fails with. */
  public TaskFailedException failure(String resource, String parameters) {
    return tasks.failure(resource, parameters);
  }

  /**
   * Sets how it behaves.
   *
   * @see <a href="https://docs.getmoto.org/en/latest/docs/configuration/">Moto's configuration</a>
   */
  public void configure(String what, String json) throws IOException, InterruptedException {
    try (var client = HttpClient.newHttpClient()) {
      var request =
          HttpRequest.newBuilder(endpoint().resolve("/moto-api/" + what))
              .header("Content-Type", "application/json")
              .POST(HttpRequest.BodyPublishers.ofString(json))
              .build();
      assertThat(client.send(request, HttpResponse.BodyHandlers.ofString()).statusCode())
          .isEqualTo(201);
    }
  }

  @Override
  public void close() {
    tasks.close();
    server.close();
  }
}
