package dev.stateway.api.integrations;

import static dev.stateway.api.testing.StatewayServer.ROLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.stateway.api.execution.Executions;
import dev.stateway.translator.JsonText;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;
import software.amazon.awssdk.services.sfn.model.HistoryEvent;
import software.amazon.awssdk.services.sfn.model.HistoryEventType;
import tools.jackson.databind.JsonNode;

/** One execution whose only state is a task, on services that follow a script. */
final class Trial {
  static final Duration PATIENCE = Duration.ofMinutes(3);

  private final IntegrationServers servers;
  private final Integration integration;
  private final Way way;
  private final String id = "t" + UUID.randomUUID().toString().replace("-", "").substring(0, 20);
  private final Map<String, String> known;
  private final Script script;
  private String execution = "";
  private JsonNode parameters = JsonText.MAPPER.createObjectNode();

  Trial(IntegrationServers servers, Integration integration, Way way) {
    this.servers = servers;
    this.integration = integration;
    this.way = way;
    this.known = new LinkedHashMap<>(servers.known());
    this.known.put("ID", id);
    this.script = new Script(integration.ids()).of(id);
  }

  Way way() {
    return way;
  }

  Integration integration() {
    return integration;
  }

  Script script() {
    return script;
  }

  SfnClient sfn() {
    return servers.client();
  }

  /** Makes what the task needs in the services. */
  Trial prepare() {
    for (var step : integration.its("before")) {
      var answer = call(step);
      step.path("keep")
          .propertyStream()
          .forEach(keep -> {
            var value = answer.at(keep.getValue().stringValue()).stringValue();
            known.put(keep.getKey(), value);
            script.of(value);
          });
    }
    return this;
  }

  /** Calls an action past the front. */
  JsonNode call(JsonNode step) {
    known.put("Work", script.work());
    return servers.call(step.path("call").stringValue(), JsonText.write(fill(step.path("with"))));
  }

  JsonNode fill(JsonNode template) {
    return Template.fill(template, known);
  }

  String fill(String text) {
    return Template.fill(text, known);
  }

  /** Adds what the services do that the backend does not. */
  void serve() {
    if (way == Way.SYNC) {
      var stop = integration.sync("stop");
      if (stop.isString() && integration.sync("stopped").isMissingNode()) {
        script.on(fill(stop.stringValue().split(" \\{", 2)[0]), Script.ALWAYS, Reply.good("{}"));
      }
      look("succeeded", Script.ALWAYS);
      if (integration.sync("gone").isString()) {
        var gone = integration.sync("gone").stringValue();
        script.on(looks(), Script.ALWAYS, new Reply.Say(404, gone, "There is none."));
      }
    }
    if (integration.row().has("submitted")) {
      script.on(
          ".*", Script.ALWAYS, Reply.good(JsonText.write(fill(integration.its("submitted")))));
    }
  }

  /** The next looks at the work show it so, if it is known how. */
  void look(String state, int times) {
    var shown = integration.sync(state);
    if (!shown.isMissingNode()) {
      script.on(looks(), times, Reply.good(JsonText.write(fill(shown))));
    }
  }

  /** The names of requests that look at the work. */
  String looks() {
    return fill(integration.sync("look").stringValue());
  }

  /** Starts the execution, with these further fields of the state. */
  void start(String fields) {
    start(integration.its("parameters"), fields);
  }

  void start(JsonNode itsParameters, String fields) {
    parameters = fill(itsParameters);
    servers.follow(script);
    var task =
        """
        {"Type": "Task", "Resource": "arn:aws:states:::%s%s", "Parameters": %s, %s "End": true}
        """
            .formatted(
                integration.name(),
                way.suffix(),
                JsonText.write(Template.parameters(parameters, way == Way.TOKEN)),
                fields);
    var machine =
        sfn()
            .createStateMachine(r ->
                r.name(id)
                    .roleArn(ROLE)
                    .definition("{\"StartAt\": \"Work\", \"States\": {\"Work\": " + task + "}}"));
    execution =
        sfn()
            .startExecution(r -> r.stateMachineArn(machine.stateMachineArn()).name(id))
            .executionArn();
  }

  void stop() {
    sfn().stopExecution(r -> r.executionArn(execution));
  }

  DescribeExecutionResponse ended() {
    servers.part(Executions.class).awaitClosed(execution, PATIENCE).toFuture().join();
    return sfn().describeExecution(r -> r.executionArn(execution));
  }

  /** The events of the task. */
  List<HistoryEvent> events() {
    return sfn()
        .getExecutionHistory(r -> r.executionArn(execution).maxResults(100))
        .events()
        .stream()
        .filter(event -> event.typeAsString().matches("Task(Sch|Star|Sub|Suc|Fail|Tim).*"))
        .toList();
  }

  List<HistoryEventType> eventTypes() {
    return events().stream().map(HistoryEvent::type).toList();
  }

  HistoryEvent event(HistoryEventType type) {
    return events().stream().filter(e -> e.type() == type).findFirst().orElseThrow();
  }

  /** The token of the attempt that has been submitted. */
  String token() {
    await().atMost(PATIENCE).until(() -> eventTypes().contains(HistoryEventType.TASK_SUBMITTED));
    var scheduled =
        events().stream()
            .filter(e -> e.type() == HistoryEventType.TASK_SCHEDULED)
            .toList()
            .getLast()
            .taskScheduledEventDetails();
    return Template.token(parameters, JsonText.parse(scheduled.parameters()));
  }

  /** The resource as the events of the task name it. */
  String resource() {
    var name = integration.name();
    return name.substring(name.lastIndexOf(':') + 1) + way.suffix();
  }

  void assertSucceeded() {
    var ended = ended();
    assertThat(ended.status())
        .as("%s: %s", ended.error(), ended.cause())
        .isEqualTo(ExecutionStatus.SUCCEEDED);
    var expected =
        switch (way) {
          case CALL -> integration.its("answer");
          case SYNC -> integration.sync("result");
          case TOKEN -> JsonText.parse("{\"answered\": true}");
        };
    Expected.assertIn(JsonText.parse(ended.output()), fill(expected), "output");
  }

  void assertFailed(String error, JsonNode cause) {
    var ended = ended();
    assertThat(ended.status()).as(ended.output()).isEqualTo(ExecutionStatus.FAILED);
    assertThat(ended.error()).as(ended.cause()).isEqualTo(error);
    Expected.assertText(ended.cause(), cause, "cause");
    var failed = event(HistoryEventType.TASK_FAILED).taskFailedEventDetails();
    assertThat(failed.error()).isEqualTo(error);
    assertThat(failed.cause()).isEqualTo(ended.cause());
    assertThat(failed.resource()).isEqualTo(resource());
  }
}
