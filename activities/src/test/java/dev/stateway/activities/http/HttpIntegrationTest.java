package dev.stateway.activities.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.stateway.activities.TaskIntegrations;
import dev.stateway.activities.Tasks;
import dev.stateway.activities.functions.Functions;
import dev.stateway.activities.http.Connection.Authorization;
import dev.stateway.activities.http.WebStub.Answer;
import dev.stateway.activities.local.LocalResources;
import dev.stateway.activities.routing.Routes;
import dev.stateway.translator.JsonText;
import dev.stateway.workflows.task.TaskFailedException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class HttpIntegrationTest {
  private static final String CONNECTION =
      "arn:aws:events:us-east-1:000000000000:connection/payments/1234";

  private static TaskIntegrations tasks(Authorization authorization) {
    var connection =
        new Connection(
            "payments",
            authorization,
            new HttpParameters(
                Map.of("X-Tenant", Secret.of("acme")),
                Map.of("version", Secret.of("2")),
                Map.of()));
    return new TaskIntegrations(
        Tasks.settings(
            new LocalResources(List.of(), List.of(), Map.of(), List.of(connection), Routes.NONE),
            Functions.DATA));
  }

  private static TaskIntegrations tasks() {
    return tasks(new Authorization.ApiKey("X-Api-Key", Secret.of("k-1")));
  }

  private static String parameters(String endpoint, String more) {
    return """
    {"ApiEndpoint": "%s", "Authentication": {"ConnectionArn": "%s"}, %s}
    """
        .formatted(endpoint, CONNECTION, more);
  }

  private static JsonNode call(TaskIntegrations tasks, String parameters) {
    return tasks.call(Tasks.request("arn:aws:states:::http:invoke", parameters), () -> {});
  }

  private static TaskFailedException failure(TaskIntegrations tasks, String parameters) {
    return catchThrowableOfType(TaskFailedException.class, () -> call(tasks, parameters));
  }

  @Test
  void sendsWhatTheTaskAndTheConnectionSay() throws Exception {
    try (var web = new WebStub(_ -> Answer.json(201, "{\"id\":7}"));
        var tasks = tasks()) {
      var result =
          call(
              tasks,
              parameters(
                  "http://" + web.host() + "/orders?a=1",
                  """
                  "Method": "POST", "Headers": {"X-Trace": ["one"]},
                  "QueryParameters": {"q": "a b", "l": ["x", "y"]}, "RequestBody": {"n": 1.50}
                  """));

      assertThat(result.path("StatusCode").intValue()).isEqualTo(201);
      assertThat(result.path("StatusText").stringValue()).isEqualTo("Created");
      assertThat(result.path("ResponseBody")).isEqualTo(JsonText.parse("{\"id\":7}"));
      var asked = web.asked().getFirst();
      assertThat(asked.method()).isEqualTo("POST");
      assertThat(asked.uri()).isEqualTo("/orders?a=1&q=a%20b&l=x&l=y&version=2");
      assertThat(asked.body()).isEqualTo("{\"n\":1.50}");
      assertThat(asked.header("Content-type")).isEqualTo("application/json; charset=UTF-8");
      assertThat(asked.header("X-trace")).isEqualTo("one");
      assertThat(asked.header("X-tenant")).isEqualTo("acme");
      assertThat(asked.header("X-api-key")).isEqualTo("k-1");
    }
  }

  @Test
  void failsWithTheStatusOfTheAnswer() throws Exception {
    try (var web = new WebStub(_ -> Answer.json(404, "{\"message\":\"none\"}"));
        var tasks = tasks()) {
      var failure =
          failure(tasks, parameters("http://" + web.host() + "/x", "\"Method\": \"GET\""));

      assertThat(failure.error()).isEqualTo("States.Http.StatusCode.404");
      assertThat(JsonText.parse(String.valueOf(failure.cause())).path("ResponseBody"))
          .isEqualTo(JsonText.parse("{\"message\":\"none\"}"));
      assertThat(web.asked()).hasSize(1);
    }
  }

  @Test
  void followsNoRedirect() throws Exception {
    try (var web = new WebStub(_ -> new Answer(302, Map.of("Location", "/other"), ""));
        var tasks = tasks()) {
      assertThat(
              failure(tasks, parameters("http://" + web.host() + "/x", "\"Method\": \"GET\""))
                  .error())
          .isEqualTo("States.Http.StatusCode.302");
      assertThat(web.asked()).hasSize(1);
    }
  }

  @Test
  void encodesAForm() throws Exception {
    try (var web = new WebStub(_ -> Answer.json(200, "{}"));
        var tasks = tasks()) {
      for (var format : List.of("INDICES", "REPEAT", "COMMAS", "BRACKETS")) {
        call(
            tasks,
            parameters(
                "http://" + web.host() + "/form",
                """
                "Method": "POST", "RequestBody": {"a": {"b": "ü &"}, "l": [1, "x"]},
                "Transform": {"RequestBodyEncoding": "URL_ENCODED",
                  "RequestEncodingOptions": {"ArrayFormat": "%s"}}
                """
                    .formatted(format)));
      }

      var first = "a%5Bb%5D=%C3%BC%20%26&";
      assertThat(web.asked())
          .extracting(WebStub.Asked::body)
          .containsExactly(
              first + "l%5B0%5D=1&l%5B1%5D=x",
              first + "l=1&l=x",
              first + "l=1,x",
              first + "l%5B%5D=1&l%5B%5D=x");
      assertThat(web.asked().getFirst().header("Content-type"))
          .isEqualTo("application/x-www-form-urlencoded");
    }
  }

  @Test
  void refusesAnswersThatAreNoText() throws Exception {
    for (var type : List.of("application/octet-stream", "image/png", "Video/mp4", "audio/ogg")) {
      try (var web = new WebStub(_ -> new Answer(200, Map.of("Content-Type", type), "x"));
          var tasks = tasks()) {
        var failure =
            failure(tasks, parameters("http://" + web.host() + "/x", "\"Method\": \"GET\""));

        assertThat(failure.error()).isEqualTo("States.Runtime");
        assertThat(failure.cause())
            .isEqualTo("The answer is no text: its status is 200, its Content-Type '" + type + "'");
      }
    }
  }

  @Test
  void callsNoPrivateAddressThatIsNotNamed() {
    try (var tasks = tasks()) {
      for (var host :
          List.of(
              "localhost",
              "127.0.0.2",
              "10.1.2.3",
              "192.168.0.1",
              "169.254.169.254",
              "100.64.0.1",
              "0.0.0.0",
              "[::1]",
              "[fd00::1]",
              "[fe80::1]",
              "[::ffff:10.0.0.1]",
              "[64:ff9b::a00:1]",
              "2130706434")) {
        var failure = failure(tasks, parameters("https://" + host + ":9/", "\"Method\": \"GET\""));
        assertThat(failure.error()).as(host).isEqualTo("States.Runtime");
        assertThat(failure.cause()).as(host).contains("private address", "STATEWAY_HTTP_ALLOW");
      }
    }
  }

  @Test
  void refusesWhatIsNoHttpTask() {
    try (var tasks = tasks()) {
      assertThat(failure(tasks, parameters("http://example.com/", "\"Method\": \"GET\"")).cause())
          .isEqualTo("The ApiEndpoint 'http://example.com/' must begin with https://");
      assertThat(failure(tasks, parameters("https://example.com/", "\"Method\": \"FLY\"")).cause())
          .startsWith("The value for the field 'Method' must be one of");
      assertThat(
              failure(
                      tasks,
                      parameters(
                          "https://example.com/",
                          "\"Method\": \"GET\", \"Headers\": {\"Host\": \"evil\"}"))
                  .cause())
          .isEqualTo("The header 'Host' cannot be set by a task");
      assertThat(
              failure(
                      tasks,
                      parameters(
                          "https://example.com/",
                          "\"Method\": \"GET\", \"Headers\": {\"Authorization\": \"Basic eDp5\"}"))
                  .cause())
          .isEqualTo("The header 'Authorization' cannot be set by a task");
      assertThat(
              failure(
                      tasks,
                      parameters(
                          "https://example.com/",
                          "\"Method\": \"GET\", \"Headers\": {\"X\": \"a\\nb\"}"))
                  .cause())
          .isEqualTo("The field 'Headers.X' has a line break");
      assertThat(failure(tasks, "{\"ApiEndpoint\": \"https://x\", \"Method\": \"GET\"}").cause())
          .isEqualTo("An HTTP task needs a ConnectionArn");
    }
  }

  @Test
  void saysThatNobodyAnswers() {
    try (var tasks = tasks()) {
      assertThat(failure(tasks, parameters("http://127.0.0.1:9/", "\"Method\": \"GET\"")).error())
          .isEqualTo("States.Http.Socket");
    }
  }

  @Test
  void abortsTheCallOfATaskThatIsStopped() throws Exception {
    var release = new CountDownLatch(1);
    try (var web =
            new WebStub(_ -> {
              try {
                release.await();
              } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
              }
              return Answer.json(200, "{}");
            });
        var tasks = tasks()) {
      var stopped = new CountDownLatch(1);
      var worker =
          Thread.ofVirtual()
              .start(() -> {
                try {
                  call(tasks, parameters("http://" + web.host() + "/", "\"Method\": \"GET\""));
                } catch (CancellationException _) {
                  stopped.countDown();
                }
              });
      await().until(() -> !web.asked().isEmpty());

      worker.interrupt();

      stopped.await();
      release.countDown();
    }
  }
}
