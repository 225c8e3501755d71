package dev.stateway.activities.optimised;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.stateway.activities.TaskIntegrations;
import dev.stateway.activities.Tasks;
import dev.stateway.activities.aws.AwsStub;
import dev.stateway.activities.functions.Functions;
import dev.stateway.activities.local.LocalResources;
import dev.stateway.translator.JsonText;
import dev.stateway.workflows.task.TaskFailedException;
import dev.stateway.workflows.task.TaskRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.function.Executable;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;

/** The pattern {@code .sync} of every service: success, failure, stop. */
class CompletionsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static AwsStub aws;
  private static TaskIntegrations tasks;

  @BeforeAll
  static void open() throws IOException {
    aws = new AwsStub();
    tasks =
        new TaskIntegrations(
            Tasks.withSdkJars(
                Tasks.settings(LocalResources.NONE, Functions.DATA, Tasks.aws(aws.endpoint()))));
  }

  @AfterAll
  static void close() {
    tasks.close();
    aws.close();
  }

  private static JsonNode cases() throws IOException {
    try (var file = CompletionsTest.class.getResourceAsStream("completions.yaml")) {
      return JsonText.MAPPER.valueToTree(new Yaml().load(file));
    }
  }

  @Test
  void everyActionThatCanBeWaitedForHasACase() throws IOException {
    var actions = new ArrayList<String>();
    OptimisedServices.table()
        .forEach((service, row) ->
            row.actions()
                .forEach((name, action) -> {
                  if (action.sync() != null) {
                    actions.add(service + ":" + name);
                  }
                }));

    assertThat(actions).containsExactlyInAnyOrderElementsOf(cases().propertyNames());
  }

  @TestFactory
  Stream<DynamicTest> itWaitsUntilTheWorkHasEndedWell() throws IOException {
    return tests(
        "result",
        sync -> {
          aws.prepare(200, Map.of(), JsonText.write(sync.its("running")));
          if (sync.its("gone").isString()) {
            aws.prepare(
                404,
                Map.of("x-amzn-ErrorType", sync.its("gone").stringValue()),
                "{\"message\": \"None.\"}");
          } else {
            aws.prepare(200, Map.of(), JsonText.write(sync.its("succeeded")));
          }

          var result = tasks.awaitCompletion(sync.request(), () -> {});

          assertContains(result, sync.its("result"));
          assertThat(aws.asked()).map(CompletionsTest::text).hasSize(2);
          assertThat(aws.asked())
              .map(CompletionsTest::text)
              .containsOnly(sync.its("asks").stringValue());
        });
  }

  @TestFactory
  Stream<DynamicTest> workThatFailedIsTheCause() throws IOException {
    return tests(
        "failed",
        sync -> {
          aws.prepare(200, Map.of(), JsonText.write(sync.its("failed")));

          var failure =
              catchThrowableOfType(
                  TaskFailedException.class, () -> tasks.awaitCompletion(sync.request(), () -> {}));

          assertThat(failure.error()).isEqualTo("States.TaskFailed");
          assertContains(JsonText.parse(String.valueOf(failure.cause())), sync.its("cause"));
        });
  }

  @TestFactory
  Stream<DynamicTest> theWorkOfAStoppedTaskIsStopped() throws IOException {
    return tests(
        "stop",
        sync -> {
          aws.prepare(200, Map.of(), JsonText.write(sync.its("running")));
          var worker =
              Thread.ofVirtual()
                  .start(() -> {
                    try {
                      tasks.awaitCompletion(sync.request(), Tasks::stoppedWhenInterrupted);
                    } catch (CancellationException _) {
                      // As asked.
                    }
                  });
          await().atMost(PATIENCE).until(() -> !aws.asked().isEmpty());

          var looks = aws.asked().size();
          worker.interrupt();
          worker.join();

          await()
              .atMost(PATIENCE)
              .untilAsserted(() -> {
                assertThat(aws.asked().size()).isGreaterThan(looks);
                assertThat(text(aws.asked().getLast())).isEqualTo(sync.its("stop").stringValue());
              });
        });
  }

  @TestFactory
  Stream<DynamicTest> stopAsksTheServiceToStopTheWork() throws IOException {
    return tests(
        "stop",
        sync -> {
          aws.prepare(200, Map.of(), "{}");

          tasks.stop(sync.request(), () -> {});

          assertThat(aws.asked())
              .map(CompletionsTest::text)
              .containsExactly(sync.its("stop").stringValue());
        });
  }

  /** What AWS adds to results where the service said nothing (empty lists) is not looked at. */
  private static void assertContains(JsonNode actual, JsonNode expected) {
    expected
        .properties()
        .forEach(member -> {
          var value = actual.path(member.getKey());
          if (member.getValue().isObject()) {
            assertContains(value, member.getValue());
          } else {
            assertThat(value).as(member.getKey()).isEqualTo(member.getValue());
          }
        });
  }

  private static String text(AwsStub.Asked asked) {
    var where = asked.action().isEmpty() ? asked.uri() : asked.action();
    return (where + " " + asked.body()).strip();
  }

  private static Stream<DynamicTest> tests(String member, Check check) throws IOException {
    return cases()
        .propertyStream()
        .filter(entry -> entry.getValue().has(member))
        .map(entry ->
            DynamicTest.dynamicTest(
                entry.getKey(), with(new Sync(entry.getKey(), entry.getValue()), check)));
  }

  private static Executable with(Sync sync, Check check) {
    return () -> {
      aws.clear();
      check.run(sync);
    };
  }

  private interface Check {
    void run(Sync sync) throws Exception;
  }

  private record Sync(String action, JsonNode node) {
    JsonNode its(String member) {
      return node.path(member);
    }

    TaskRequest request() {
      var resource = "arn:aws:states:::" + action + ".sync";
      var request = Tasks.request(resource, JsonText.write(its("parameters")));
      return new TaskRequest(
          resource,
          request.stateName(),
          request.arguments(),
          null,
          request.idempotencyKey(),
          request.executionArn(),
          null,
          its("submitted"));
    }
  }
}
