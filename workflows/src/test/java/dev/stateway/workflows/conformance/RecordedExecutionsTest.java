package dev.stateway.workflows.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.stateway.translator.JsonText;
import dev.stateway.workflows.engine.Runs;
import dev.stateway.workflows.execution.ExecutionLimits;
import dev.stateway.workflows.execution.ExecutionRequest;
import dev.stateway.workflows.execution.ExecutionRequest.ExecutionIdentity;
import dev.stateway.workflows.execution.ExecutionSettings;
import dev.stateway.workflows.execution.ExecutionStatus;
import dev.stateway.workflows.execution.StopReason;
import dev.stateway.workflows.inprocess.InProcessRuntime;
import dev.stateway.workflows.interpreter.ExecutionOutcome;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/** Recorded executions end here as they ended on AWS, with the same events. */
class RecordedExecutionsTest {
  private static final Instant START = Instant.parse("2026-01-15T10:00:00Z");
  private static final Duration LONGER_THAN_ANY = Duration.ofDays(366);

  @TestFactory
  Stream<DynamicTest> doTheSameInManyRuns() {
    return RecordedCase.all().stream()
        .filter(aCase -> Runs.canRun(Run.request(aCase)))
        .map(aCase -> DynamicTest.dynamicTest(aCase.id(), () -> checkRuns(aCase)));
  }

  @TestFactory
  Stream<DynamicTest> endAsRecorded() {
    var exceptions = Exceptions.load();
    return RecordedCase.all().stream()
        .map(aCase -> exceptions.ofOutcome(aCase.id(), () -> checkOutcome(aCase)));
  }

  @TestFactory
  Stream<DynamicTest> haveTheRecordedHistory() {
    var exceptions = Exceptions.load();
    return RecordedCase.all().stream()
        .filter(aCase -> aCase.expected().has("history") && !aCase.isStillRunning())
        .map(aCase -> exceptions.ofHistory(aCase.id(), () -> checkHistory(aCase)));
  }

  private static void checkRuns(RecordedCase aCase) {
    var inOne = Run.of(aCase, false);
    var inMany = Run.of(aCase, true);
    assertThat(inMany.outcome()).isEqualTo(inOne.outcome());
    assertThat(inMany.events()).isEqualTo(inOne.events());
  }

  private static void checkOutcome(RecordedCase aCase) {
    var run = Run.of(aCase, false);
    var expected = aCase.expected();
    var status = ExecutionStatus.valueOf(expected.get("status").stringValue());
    if (aCase.isStillRunning()) {
      assertThat(run.outcome().status()).isEqualTo(ExecutionStatus.ABORTED);
      return;
    }
    assertThat(run.outcome().status()).as(run.outcome().toString()).isEqualTo(status);
    var comparison = new Comparison(aCase);
    switch (run.outcome()) {
      case ExecutionOutcome.Succeeded(var output) -> {
        if (expected.has("output")) {
          assertSame(comparison, "output", expected.get("output"), output);
        }
      }
      case ExecutionOutcome.Unsuccessful(var failure) -> {
        assertText(comparison, "error", expected.get("error"), failure.error());
        assertText(comparison, "cause", expected.get("cause"), failure.cause());
      }
      case ExecutionOutcome.Continued _ -> fail("has not ended");
    }
  }

  private static void checkHistory(RecordedCase aCase) {
    var run = Run.of(aCase, false);
    var expected = aCase.expected().get("history");
    new HistoryComparison(new Comparison(aCase))
        .difference(aCase, expected, run.events())
        .ifPresent(d -> fail(d));
  }

  private static void assertText(
      Comparison comparison, String place, @Nullable JsonNode expected, @Nullable String actual) {
    if (expected == null || actual == null) {
      assertThat(actual).as(place).isEqualTo(expected == null ? null : expected.toString());
      return;
    }
    assertSame(comparison, place, expected, JsonText.MAPPER.getNodeFactory().stringNode(actual));
  }

  private static void assertSame(
      Comparison comparison, String place, JsonNode expected, JsonNode actual) {
    comparison.difference(place, expected, actual).ifPresent(d -> fail(d));
  }

  private record Run(ExecutionOutcome outcome, JsonNode events) {
    static Run of(RecordedCase aCase, boolean inManyRuns) {
      var tasks = new RecordedTasks(new RecordedAnswers(aCase.data()));
      var runtime = InProcessRuntime.withVirtualClock(tasks, START, 1, aCase.objects());
      var request = request(aCase);
      var runs = new Runs(runtime, inManyRuns ? Runs.of(request, 1) : request);
      runtime.reportAfter(LONGER_THAN_ANY, () -> runs.latest().stop(new StopReason(null, null)));
      var outcome = runs.toTheEnd();
      return new Run(outcome, runs.events());
    }

    private static ExecutionRequest request(RecordedCase aCase) {
      var machine = aCase.bound("<ArnPart_0idx>", "machine");
      var execution = aCase.bound("<ExecArnPart_0idx>", "execution");
      var input = aCase.input(START);
      return new ExecutionRequest(
          ExecutionRequest.CURRENT_SEMANTICS,
          aCase.definition().replace("arn:<partition>:", "arn:aws:"),
          input,
          input.toString(),
          new ExecutionIdentity(
              aCase.isExpress()
                  ? "arn:aws:states:us-east-1:111111111111:express:"
                      + machine
                      + ":"
                      + execution
                      + ":id"
                  : "arn:aws:states:us-east-1:111111111111:execution:" + machine + ":" + execution,
              execution,
              "arn:aws:states:us-east-1:111111111111:stateMachine:" + machine,
              machine,
              role(aCase),
              aCase.isExpress()),
          new ExecutionSettings(aCase.isSynchronous(), ExecutionLimits.AWS));
    }

    private static String role(RecordedCase aCase) {
      var recorded =
          aCase
              .expected()
              .path("history")
              .path(0)
              .path("executionStartedEventDetails")
              .path("roleArn")
              .asString(aCase.isExpress() ? "sfn_role_arn" : "snf_role_arn");
      return aCase.bound(recorded, recorded);
    }
  }
}
