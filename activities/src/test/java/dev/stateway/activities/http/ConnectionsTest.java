package dev.stateway.activities.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.stateway.activities.TaskIntegrations;
import dev.stateway.activities.TaskPermissions;
import dev.stateway.activities.TaskSettings;
import dev.stateway.activities.Tasks;
import dev.stateway.activities.functions.Functions;
import dev.stateway.activities.http.Connection.Authorization;
import dev.stateway.activities.http.WebStub.Answer;
import dev.stateway.activities.local.LocalResources;
import dev.stateway.activities.routing.Routes;
import dev.stateway.workflows.task.TaskFailedException;
import dev.stateway.workflows.task.TaskRequest;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** How connections prove who calls, and what is wrong with them. */
class ConnectionsTest {
  private static final String CONNECTION = "arn:aws:events:us-east-1:000000000000:connection/";

  private static TaskSettings settings(Authorization authorization) {
    var more =
        new HttpParameters(Map.of("content-type", Secret.of("text/json")), Map.of(), Map.of());
    var connection = new Connection("payments", "42", authorization, more);
    return Tasks.settings(
        new LocalResources(List.of(), List.of(), Map.of(), List.of(connection), Routes.NONE),
        Functions.DATA);
  }

  private static TaskIntegrations tasks(Authorization authorization) {
    return new TaskIntegrations(settings(authorization));
  }

  private static Authorization key() {
    return new Authorization.ApiKey("X-Api-Key", Secret.of("k-1"));
  }

  private static Authorization oauth(String tokenEndpoint) {
    return new Authorization.OAuth(
        "POST",
        URI.create(tokenEndpoint),
        "me",
        Secret.of("s"),
        new HttpParameters(Map.of(), Map.of(), Map.of("scope", Secret.of("read write"))));
  }

  private static String parameters(String endpoint, String more) {
    return """
    {"ApiEndpoint": "%s", "Authentication": {"ConnectionArn": "%spayments/1234"}, %s}
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
  void provesItsNameByPassword(@TempDir Path folder) throws Exception {
    var secret = folder.resolve("password");
    Files.writeString(secret, "open sesame\n");
    try (var web = new WebStub(_ -> Answer.json(200, "{}"));
        var tasks = tasks(new Authorization.Basic("ali", Secret.of("file:" + secret)))) {
      call(tasks, parameters("http://" + web.host() + "/", "\"Method\": \"GET\""));

      assertThat(web.asked().getFirst().header("Authorization"))
          .isEqualTo("Basic YWxpOm9wZW4gc2VzYW1l");
    }
  }

  @Test
  void fetchesATokenOnceAndAgainWhenItIsRefused() throws Exception {
    var issued = new AtomicInteger();
    try (var web =
        new WebStub(asked -> {
          if (asked.uri().equals("/token")) {
            return Answer.json(
                200,
                "{\"access_token\":\"t" + issued.incrementAndGet() + "\",\"expires_in\":3600}");
          }
          var isNewest = asked.header("Authorization").equals("Bearer t" + issued.get());
          var isRevoked = asked.uri().startsWith("/revoked") && issued.get() == 1;
          return Answer.json(isNewest && !isRevoked ? 200 : 401, "{}");
        })) {
      var oauth = oauth("http://" + web.host() + "/token");
      try (var tasks = tasks(oauth)) {
        call(tasks, parameters("http://" + web.host() + "/a", "\"Method\": \"GET\""));
        call(tasks, parameters("http://" + web.host() + "/a", "\"Method\": \"GET\""));
        assertThat(issued.get()).isEqualTo(1);

        call(tasks, parameters("http://" + web.host() + "/revoked", "\"Method\": \"GET\""));

        assertThat(issued.get()).isEqualTo(2);
        assertThat(web.asked().getFirst().body())
            .isEqualTo(
                "grant_type=client_credentials&client_id=me&client_secret=s&scope=read%20write");
      }
    }
  }

  @Test
  void isNamedInEitherWay() throws Exception {
    try (var web = new WebStub(_ -> Answer.json(200, "{}"));
        var tasks = tasks(key())) {
      for (var member : List.of("Authentication", "InvocationConfig")) {
        call(
            tasks,
            """
            {"ApiEndpoint": "http://%s/", "Method": "GET", "%s": {"ConnectionArn": "%spayments"}}
            """
                .formatted(web.host(), member, CONNECTION));
      }

      assertThat(web.asked()).hasSize(2).allMatch(asked -> asked.header("X-api-key").equals("k-1"));
    }
  }

  @Test
  void itsHeadersTakeThePlaceOfTheTasksInAnyCase() throws Exception {
    try (var web = new WebStub(_ -> Answer.json(200, "{}"));
        var tasks = tasks(key())) {
      call(
          tasks,
          parameters(
              "http://" + web.host() + "/",
              "\"Method\": \"POST\", \"RequestBody\": {}, \"Headers\": {\"Content-Type\": \"a/b\","
                  + " \"x-api-KEY\": \"mine\"}"));

      assertThat(web.asked().getFirst().header("Content-type")).isEqualTo("text/json");
      assertThat(web.asked().getFirst().header("X-api-key")).isEqualTo("k-1");
    }
  }

  @Test
  void oneThatDoesNotExistIsAnErrorOfItsOwn() {
    try (var tasks = tasks(key())) {
      var failure =
          failure(
              tasks,
              "{\"ApiEndpoint\": \"https://example.com/\", \"Method\": \"GET\","
                  + " \"Authentication\": {\"ConnectionArn\": \""
                  + CONNECTION
                  + "none/1\"}}");

      assertThat(failure.error()).isEqualTo("Events.ConnectionResource.ResourceNotFound");
      assertThat(failure.cause())
          .startsWith("There is no connection 'arn:aws:events:us-east-1:000000000000:")
          .contains("CreateConnection");
    }
  }

  @Test
  void oneWithoutAuthorizationCallsNothing() throws Exception {
    try (var web = new WebStub(_ -> Answer.json(200, "{}"));
        var tasks = tasks(new Authorization.Removed())) {
      var failure = failure(tasks, parameters("http://" + web.host() + "/", "\"Method\": \"GET\""));

      assertThat(failure.error()).isEqualTo("Events.ConnectionResource.InvalidConnectionState");
      assertThat(failure.cause()).isEqualTo("The connection 'payments' is DEAUTHORIZED");
      assertThat(web.asked()).isEmpty();
    }
  }

  @Test
  void oneThatGetsNoTokenCallsNothing() throws Exception {
    for (var answer :
        List.of(
            Answer.json(401, "{\"error\":\"invalid_client\"}"),
            Answer.json(200, "{\"token\":\"none\"}"),
            new Answer(200, Map.of(), "no JSON"))) {
      try (var web = new WebStub(_ -> answer);
          var tasks = tasks(oauth("http://" + web.host() + "/token"))) {
        var failure =
            failure(tasks, parameters("http://" + web.host() + "/", "\"Method\": \"GET\""));

        assertThat(failure.error()).isEqualTo("Events.ConnectionResource.InvalidConnectionState");
        assertThat(failure.cause())
            .endsWith("/token gave no access_token, but the status " + answer.status());
        assertThat(web.asked()).hasSize(1);
      }
    }
  }

  @Test
  void theRoleMustBeAllowedToUseIt() {
    var asked = new ArrayList<String>();
    var refusing =
        new TaskPermissions() {
          @Override
          public void requireCredentials(TaskRequest task) {}

          @Override
          public void require(TaskRequest task, Permission permission) {
            asked.add(permission.action() + " " + permission.resource());
            if (permission.action().startsWith("events:")) {
              throw permission.refusal().apply("no");
            }
          }
        };
    var usual = settings(key());
    var settings =
        new TaskSettings(
            usual.data(),
            usual.account(),
            usual.local(),
            usual.aws(),
            usual.functions(),
            usual.containers(),
            usual.sdkJars(),
            usual.httpHosts(),
            usual.connections(),
            usual.queues(),
            usual.notices(),
            usual.states(),
            refusing);
    try (var tasks = new TaskIntegrations(settings)) {
      var failure = failure(tasks, parameters("https://example.com/", "\"Method\": \"GET\""));

      assertThat(failure.error()).isEqualTo("Events.ConnectionResource.AccessDenied");
      assertThat(asked)
          .contains("events:RetrieveConnectionCredentials " + CONNECTION + "payments/42");
    }
  }
}
