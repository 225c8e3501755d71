package dev.stateway.activities.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.stateway.activities.TaskIntegrations;
import dev.stateway.activities.Tasks;
import dev.stateway.activities.functions.Functions;
import dev.stateway.activities.http.Connection.Authorization;
import dev.stateway.activities.http.WebStub.Answer;
import dev.stateway.activities.local.LocalResources;
import dev.stateway.activities.routing.Routes;
import dev.stateway.translator.JsonText;
import dev.stateway.workflows.task.HttpExchange;
import dev.stateway.workflows.task.HttpTap;
import dev.stateway.workflows.task.TaskFailedException;
import dev.stateway.workflows.task.TaskHandler.Progress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What those see of HTTP tasks who look on. */
class HttpTapTest {
  private static TaskIntegrations tasks() {
    var connection =
        new Connection(
            "payments",
            new Authorization.Basic("user", Secret.of("very-secret")),
            new HttpParameters(
                Map.of("X-Tenant", Secret.of("acme-secret")),
                Map.of("token", Secret.of("query-secret")),
                Map.of("pin", Secret.of("body-secret"))));
    return new TaskIntegrations(
        Tasks.settings(
            new LocalResources(List.of(), List.of(), Map.of(), List.of(connection), Routes.NONE),
            Functions.DATA));
  }

  private static String parameters(String host) {
    return """
    {"ApiEndpoint": "http://%s/call", "Method": "POST", "Headers": {"X-Own": "h1"}, "QueryParameters": {"q": "1"},
     "RequestBody": {"n": 1}, "Authentication": {"ConnectionArn": "arn:aws:events:us-east-1:000000000000:connection/payments"}}
    """
        .formatted(host);
  }

  /** Keeps what it is shown. */
  private record Watching(boolean revealsSecrets, List<HttpExchange> seen)
      implements HttpTap, Progress {
    @Override
    public void saw(HttpExchange exchange) {
      seen.add(exchange);
    }

    @Override
    public void heartbeat() {
      // It is not stopped.
    }

    @Override
    public Optional<HttpTap> httpTap() {
      return Optional.of(this);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void whatAConnectionAddsIsShownOnlyToWhoMaySeeSecrets(boolean reveal) throws Exception {
    var watching = new Watching(reveal, new ArrayList<>());
    try (var web = new WebStub(_ -> Answer.json(200, "{\"ok\":true}"));
        var tasks = tasks()) {
      tasks.call(Tasks.request("arn:aws:states:::http:invoke", parameters(web.host())), watching);

      assertThat(web.asked().getFirst().uri()).isEqualTo("/call?q=1&token=query-secret");
      assertThat(web.asked().getFirst().body()).isEqualTo("{\"n\":1,\"pin\":\"body-secret\"}");
    }
    var seen = watching.seen().getFirst();
    assertThat(seen.request().method()).isEqualTo("POST");
    assertThat(seen.request().headers())
        .containsEntry("X-Own", List.of("h1"))
        .containsEntry("User-Agent", List.of("Stateway"));
    assertThat(seen.request().url()).contains("/call?q=1");
    assertThat(seen.toString().contains("secret")).isEqualTo(reveal);
    if (reveal) {
      assertThat(seen.request().url()).endsWith("/call?q=1&token=query-secret");
      assertThat(seen.request().headers()).containsKeys("Authorization", "X-Tenant");
      assertThat(JsonText.parse(Objects.requireNonNull(seen.request().body())).path("pin"))
          .isEqualTo(JsonText.parse("\"body-secret\""));
    } else {
      assertThat(seen.request().body()).isEqualTo("{\"n\":1}");
    }
    var response = Objects.requireNonNull(seen.response());
    assertThat(response.status()).isEqualTo(200);
    assertThat(response.body()).isEqualTo("{\"ok\":true}");
  }

  @Test
  void aCallWithoutAnAnswerIsShownAsFarAsItWent() throws Exception {
    var watching = new Watching(false, new ArrayList<>());
    var web = new WebStub(_ -> Answer.json(200, "{}"));
    var host = web.host();
    web.close();
    try (var tasks = tasks()) {
      var failure =
          catchThrowableOfType(
              TaskFailedException.class,
              () ->
                  tasks.call(
                      Tasks.request("arn:aws:states:::http:invoke", parameters(host)), watching));
      assertThat(failure.error()).isEqualTo("States.Http.Socket");
    }
    assertThat(watching.seen()).hasSize(1);
    assertThat(watching.seen().getFirst().response()).isNull();
  }
}
