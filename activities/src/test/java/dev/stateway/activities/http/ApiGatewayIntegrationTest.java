package dev.stateway.activities.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.stateway.activities.TaskIntegrations;
import dev.stateway.activities.Tasks;
import dev.stateway.activities.http.WebStub.Answer;
import dev.stateway.activities.local.LocalResources;
import dev.stateway.translator.JsonText;
import dev.stateway.workflows.task.TaskFailedException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ApiGatewayIntegrationTest {
  private static JsonNode call(TaskIntegrations tasks, String parameters) {
    return tasks.call(Tasks.request("arn:aws:states:::apigateway:invoke", parameters), () -> {});
  }

  @Test
  void callsTheStage() throws Exception {
    try (var web = new WebStub(_ -> Answer.json(200, "{\"message\":[\"Hello\"]}"));
        var tasks = new TaskIntegrations(Tasks.settings(LocalResources.NONE))) {
      var result =
          call(
              tasks,
              """
              {"ApiEndpoint": "%s", "Method": "POST", "Stage": "prod", "Path": "/orders/1",
               "QueryParameters": {"a": ["1", "2"]}, "Headers": {"TaskToken": ["t"]},
               "RequestBody": {"n": 1}}
              """
                  .formatted(web.host()));

      assertThat(result.propertyNames())
          .containsExactly("Headers", "ResponseBody", "StatusCode", "StatusText");
      assertThat(result.path("ResponseBody"))
          .isEqualTo(JsonText.parse("{\"message\":[\"Hello\"]}"));
      assertThat(result.path("StatusText").stringValue()).isEqualTo("OK");
      var asked = web.asked().getFirst();
      assertThat(asked.uri()).isEqualTo("/prod/orders/1?a=1&a=2");
      assertThat(asked.body()).isEqualTo("{\"n\":1}");
      assertThat(asked.header("Tasktoken")).isEqualTo("t");
      assertThat(asked.header("Authorization")).isEmpty();
    }
  }

  @Test
  void signsForApiGatewayWhereTheTaskSaysSo() throws Exception {
    try (var web = new WebStub(_ -> new Answer(200, Map.of(), ""));
        var tasks = new TaskIntegrations(Tasks.settings(LocalResources.NONE))) {
      var result =
          call(
              tasks,
              "{\"ApiEndpoint\": \"%s\", \"Method\": \"GET\", \"AuthType\": \"IAM_ROLE\"}"
                  .formatted(web.host()));

      assertThat(result.path("ResponseBody").stringValue()).isEmpty();
      assertThat(web.asked().getFirst().header("Authorization"))
          .matches(
              "AWS4-HMAC-SHA256 Credential=test/\\d{8}/us-east-1/execute-api/aws4_request, .*");
    }
  }

  @Test
  void failsWithTheStatusOfTheAnswer() throws Exception {
    try (var web = new WebStub(_ -> Answer.json(403, "{\"Message\":\"no\"}"));
        var tasks = new TaskIntegrations(Tasks.settings(LocalResources.NONE))) {
      var failure =
          catchThrowableOfType(
              TaskFailedException.class,
              () ->
                  call(
                      tasks,
                      "{\"ApiEndpoint\": \"%s\", \"Method\": \"GET\"}".formatted(web.host())));

      assertThat(failure.error()).isEqualTo("ApiGateway.403");
      assertThat(failure.cause()).isEqualTo("{\"Message\":\"no\"}");
    }
  }

  @Test
  void setsNoHeaderThatIsTheServices() {
    try (var tasks = new TaskIntegrations(Tasks.settings(LocalResources.NONE))) {
      for (var header : List.of("Host", "authorization", "X-Amz-Date", "X-Forwarded-For")) {
        var failure =
            catchThrowableOfType(
                TaskFailedException.class,
                () ->
                    call(
                        tasks,
                        """
                        {"ApiEndpoint": "127.0.0.1:9", "Method": "GET", "Headers": {"%s": ["x"]}}
                        """
                            .formatted(header)));

        assertThat(failure.error()).isEqualTo("States.Runtime");
        assertThat(failure.cause())
            .isEqualTo("The header '" + header + "' cannot be set by a task");
      }
    }
  }
}
