package dev.stateway.api.abuse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stateway.api.testing.ManagementClient;
import dev.stateway.api.testing.StatewayServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * The ways into a server. Each answer must come soon, must not be an error of the server's own, and
 * must say nothing of its inside.
 */
final class Doors {
  /** After this a hanging server is given up. */
  private static final Duration GIVEN_UP = Duration.ofSeconds(60);

  private final HttpClient http = HttpClient.newHttpClient();
  private final StatewayServer stateway;
  private final ManagementClient management;

  /** Warmed up: the first requests of a server load its classes. */
  Doors(StatewayServer stateway) throws IOException, InterruptedException {
    this.stateway = stateway;
    this.management = new ManagementClient(stateway.endpoint());
    for (var i = 0; i < 20; i++) {
      stateway.get("/nowhere");
      stateway.call("StartExecution", "{}");
      management.send("PUT", "/v2/apis", ManagementClient.importBody("openapi: 3.0.3"));
    }
  }

  StatewayServer stateway() {
    return stateway;
  }

  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(stateway.endpoint().resolve(URI.create(path))).timeout(GIVEN_UP);
  }

  /** A request to a route. */
  HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    var answer = sendOn(request);
    assertThat(answer.statusCode()).as(answer.body()).isLessThan(500);
    return answer;
  }

  /** The same to a route that passes it on: backends' errors are answers of it too. */
  HttpResponse<String> sendOn(HttpRequest.Builder request) throws Exception {
    return discreet(
        Prompt.answer(() -> http.send(request.build(), HttpResponse.BodyHandlers.ofString())));
  }

  /** A call of the Step Functions API. */
  HttpResponse<String> states(String operation, byte[] body) throws Exception {
    return send(
        request("/")
            .header("X-Amz-Target", "AWSStepFunctions." + operation)
            .header("Content-Type", "application/x-amz-json-1.0")
            .header("Authorization", "Bearer " + StatewayServer.API_KEY)
            .POST(HttpRequest.BodyPublishers.ofByteArray(body)));
  }

  HttpResponse<String> states(String operation, String body) throws Exception {
    return states(operation, body.getBytes(StandardCharsets.UTF_8));
  }

  /** A call of the management API. */
  HttpResponse<String> manage(String method, String path, String body) throws Exception {
    var answer = discreet(Prompt.answer(() -> management.send(method, path, body)));
    assertThat(answer.statusCode()).as(answer.body()).isLessThan(500);
    return answer;
  }

  /** ImportApi. */
  HttpResponse<String> importApi(String definition) throws Exception {
    return manage("PUT", "/v2/apis", ManagementClient.importBody(definition));
  }

  private static HttpResponse<String> discreet(HttpResponse<String> answer) {
    assertThat(answer.body()).doesNotContain("Exception:", "\tat ", ".java:", "/root/", "root:x:");
    return answer;
  }

  /** The next ordinary request works. */
  void stillServes() throws IOException, InterruptedException {
    assertThat(stateway.get("/livez").statusCode()).isEqualTo(200);
  }
}
