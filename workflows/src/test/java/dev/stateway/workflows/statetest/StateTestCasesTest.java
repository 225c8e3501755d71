package dev.stateway.workflows.statetest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stateway.translator.JsonText;
import dev.stateway.workflows.inprocess.HandlerTasks;
import dev.stateway.workflows.inprocess.InProcessRuntime;
import dev.stateway.workflows.interpreter.StateTest;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class StateTestCasesTest {
  private static final Instant START = Instant.parse("2024-02-29T12:00:00Z");

  @TestFactory
  Stream<DynamicTest> showWhatIsExpected() {
    return StateTestCase.all()
        .map(testCase ->
            DynamicTest.dynamicTest(
                testCase.name(),
                () -> testCase.requests().forEach(request -> check(testCase, request))));
  }

  private static void check(StateTestCase testCase, StateTestRequest request) {
    var tasks = new HandlerTasks(testCase.tasks());
    var runtime = InProcessRuntime.withVirtualClock(tasks, START, 1);
    var test = new StateTest(runtime, request);
    if (testCase.data().has("refused")) {
      assertThatThrownBy(() -> runtime.run(test::run))
          .isInstanceOf(StateTestRefusedException.class)
          .hasMessage(testCase.data().path("refused").asString());
      return;
    }
    var seen = seen(runtime.run(test::run));
    seen.put("seconds", (int) Duration.between(START, runtime.entropy().now()).toSeconds());
    // Numbers are compared as they are written.
    var told = JsonText.parse(JsonText.write(seen));
    var expected = testCase.data().path("expected");
    assertThat(expected.isEmpty()).isFalse();
    expected
        .properties()
        .forEach(member ->
            assertThat(told.path(member.getKey()))
                .as(member.getKey())
                .isEqualTo(member.getValue()));
    // What ends a state is told in full.
    for (var member : new String[] {"status", "output", "error", "nextState"}) {
      assertThat(expected.has(member)).as(member).isEqualTo(told.has(member));
    }
  }

  private static ObjectNode seen(StateTestOutcome outcome) {
    var seen = JsonText.MAPPER.createObjectNode().put("status", outcome.status().name());
    put(seen, "output", outcome.output());
    put(seen, "error", outcome.error());
    put(seen, "cause", outcome.cause());
    put(seen, "nextState", outcome.nextState());
    var phases = seen.putObject("phases");
    outcome.phases().forEach((phase, value) -> phases.set(phase.name(), value));
    var variables = seen.putObject("variables");
    outcome.variables().forEach(variables::set);
    var handling = seen.putObject("handling");
    put(handling, "catchIndex", outcome.handling().catchIndex());
    put(handling, "retryIndex", outcome.handling().retryIndex());
    var backoff = outcome.handling().backoff();
    put(handling, "backoff", backoff == null ? null : (int) backoff.toSeconds());
    return seen;
  }

  private static void put(ObjectNode object, String name, @Nullable Object value) {
    if (value != null) {
      object.set(name, value instanceof JsonNode tree ? tree : JsonText.MAPPER.valueToTree(value));
    }
  }
}
