package dev.stateway.workflows.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.stateway.translator.JsonText;
import dev.stateway.workflows.interpreter.ExecutionOutcome;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import tools.jackson.databind.JsonNode;

/** Every case on every runtime: they must not be able to differ. */
@TestInstance(Lifecycle.PER_CLASS)
class EngineCasesTest {
  private List<EngineExecutor> executors = List.of();

  @BeforeAll
  void open() {
    executors =
        List.of(
            new InProcessExecutor(false),
            new InProcessExecutor(true),
            new TemporalExecutor(false),
            new TemporalExecutor(true));
  }

  @AfterAll
  void close() {
    executors.forEach(EngineExecutor::close);
  }

  @TestFactory
  Stream<DynamicTest> casesEndAsExpected() {
    var only = System.getProperty("stateway.case", "");
    return EngineCase.all().stream()
        .filter(engineCase -> engineCase.id().contains(only))
        .flatMap(engineCase ->
            executors.stream()
                .map(executor ->
                    DynamicTest.dynamicTest(
                        engineCase.id() + " (" + executor + ")",
                        () -> check(engineCase, executor.run(engineCase)))));
  }

  private static void check(EngineCase engineCase, EngineResult result) {
    var expected = engineCase.expected();
    assertThat(result.outcome().status().name())
        .as(() -> result.outcome() + "\n" + String.join("\n", result.eventChain()))
        .isEqualTo(expected.get("status").stringValue());
    switch (result.outcome()) {
      case ExecutionOutcome.Succeeded(var output) ->
          assertThat(output).isEqualTo(expected.get("output"));
      case ExecutionOutcome.Unsuccessful(var failure) -> {
        assertThat(failure.error()).isEqualTo(expected.path("error").asString(null));
        assertThat(failure.cause()).isEqualTo(expected.path("cause").asString(null));
      }
      case ExecutionOutcome.Continued _ -> fail("has not ended");
    }
    assertThat(expected.path("approvals").size()).isLessThanOrEqualTo(result.approvals().size());
    for (var i = 0; i < expected.path("approvals").size(); i++) {
      checkParts(
          expected.path("approvals").get(i),
          JsonText.MAPPER.valueToTree(result.approvals().get(i)));
    }
    assertThat(result.stopped())
        .isEqualTo(
            expected.has("stopped") ? expected.get("stopped") : JsonText.MAPPER.createArrayNode());
    engineCase
        .expectedHistory()
        .ifPresent(chain -> assertThat(result.eventChain()).isEqualTo(chain));
  }

  /** What is expected of an approval is there, whatever else is. */
  private static void checkParts(JsonNode expected, JsonNode actual) {
    if (expected.isObject()) {
      expected
          .properties()
          .forEach(member -> checkParts(member.getValue(), actual.path(member.getKey())));
    } else if (expected.isArray()) {
      assertThat(actual.size()).as(actual::toString).isEqualTo(expected.size());
      for (var i = 0; i < expected.size(); i++) {
        checkParts(expected.get(i), actual.get(i));
      }
    } else {
      assertThat(actual).isEqualTo(expected);
    }
  }
}
