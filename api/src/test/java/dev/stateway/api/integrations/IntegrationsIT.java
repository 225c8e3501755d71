package dev.stateway.api.integrations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.stateway.translator.JsonText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;
import software.amazon.awssdk.services.sfn.model.HistoryEventType;
import software.amazon.awssdk.services.sfn.model.TaskTimedOutException;

/** Every integration of AWS's services in every way a task can wait for it. */
@ExtendWith(IntegrationServersExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class IntegrationsIT {
  private static final int INTERNAL_ERROR = 500;
  private static final String LATER = "later";
  // Long enough for a slow machine to have begun the work of all of them.
  private static final String TIMEOUT = "\"TimeoutSeconds\": 20,";

  private final Trials trials;
  private List<DynamicTest> timeouts = List.of();

  IntegrationsIT(IntegrationServers servers) {
    this.trials = new Trials(servers);
  }

  /** They take their time, and the others can be tried meanwhile. */
  @BeforeAll
  void begin() throws IOException {
    timeouts = trials.all(this::itTimesOut).toList();
  }

  @TestFactory
  Stream<DynamicTest> succeeds() throws IOException {
    return trials.all(trial -> {
      trial.look("running", 1);
      trial.serve();
      trial.start("");
      if (trial.way() == Way.TOKEN) {
        answer(trial, trial.token());
      }

      trial.assertSucceeded();
      assertThat(trial.eventTypes()).isEqualTo(trial.way().events(HistoryEventType.TASK_SUCCEEDED));
    });
  }

  @TestFactory
  Stream<DynamicTest> fails() throws IOException {
    return trials.all(trial -> {
      switch (trial.way()) {
        case CALL -> refused(trial);
        case SYNC -> workFailed(trial);
        case TOKEN -> refusedByHand(trial);
      }
    });
  }

  private static void refused(Trial trial) {
    var refused = trial.integration().its("refused");
    var answer = refused.path("answer");
    if (!answer.isMissingNode()) {
      var error = answer.path("error").asString(null);
      var body = answer.path("body");
      var text = trial.fill(error == null ? JsonText.write(body) : body.stringValue());
      trial
          .script()
          .on(".*", Script.ALWAYS, new Reply.Say(answer.path("status").intValue(), error, text));
    }
    var its = refused.path("parameters");
    trial.start(its.isMissingNode() ? trial.integration().its("parameters") : its, "");

    trial.assertFailed(refused.path("error").stringValue(), trial.fill(refused.path("cause")));
    assertThat(trial.eventTypes()).isEqualTo(Way.refused());
  }

  private static void workFailed(Trial trial) {
    if (!trial.integration().row().path("sync").has("failed")) {
      return;
    }
    trial.look("failed", Script.ALWAYS);
    trial.serve();
    trial.start("");

    trial.assertFailed("States.TaskFailed", trial.fill(trial.integration().sync("cause")));
    assertThat(trial.eventTypes()).isEqualTo(trial.way().events(HistoryEventType.TASK_FAILED));
  }

  private static void refusedByHand(Trial trial) {
    trial.serve();
    trial.start("");
    var token = trial.token();
    trial.sfn().sendTaskFailure(r -> r.taskToken(token).error("Refused").cause("by hand"));

    trial.assertFailed("Refused", JsonText.parse("\"by hand\""));
    assertThat(trial.eventTypes()).isEqualTo(trial.way().events(HistoryEventType.TASK_FAILED));
  }

  @TestFactory
  @Order(Integer.MAX_VALUE)
  Stream<DynamicTest> timesOut() {
    return timeouts.stream();
  }

  private void itTimesOut(Trial trial) {
    beginWithoutEnd(trial, TIMEOUT);
    var token = trial.way() == Way.TOKEN ? trial.token() : "";

    var ended = trial.ended();

    assertThat(ended.status()).isEqualTo(ExecutionStatus.FAILED);
    assertThat(ended.error()).isEqualTo("States.Timeout");
    assertThat(ended.cause()).isNull();
    assertThat(trial.eventTypes()).isEqualTo(trial.way().events(HistoryEventType.TASK_TIMED_OUT));
    assertThat(trial.event(HistoryEventType.TASK_TIMED_OUT).taskTimedOutEventDetails().error())
        .isEqualTo("States.Timeout");
    assertWorkStopped(trial, token);
  }

  @TestFactory
  Stream<DynamicTest> isStopped() throws IOException {
    return trials.all(trial -> {
      beginWithoutEnd(trial, "");
      var token = "";
      switch (trial.way()) {
        case CALL -> trial.script().held().orTimeout(180, TimeUnit.SECONDS).join();
        case SYNC -> await().atMost(Trial.PATIENCE).until(() -> looks(trial) > 0);
        case TOKEN -> token = trial.token();
      }

      trial.stop();

      assertThat(trial.ended().status()).isEqualTo(ExecutionStatus.ABORTED);
      assertWorkStopped(trial, token);
    });
  }

  /** The call is not answered, the work does not end, the token is not used. */
  private static void beginWithoutEnd(Trial trial, String fields) {
    if (trial.way() == Way.CALL) {
      trial.script().on(".*", 1, new Reply.Hold());
    }
    trial.look("running", Script.ALWAYS);
    trial.serve();
    trial.start(fields);
  }

  private static void assertWorkStopped(Trial trial, String token) {
    switch (trial.way()) {
      case CALL -> trial.script().left().orTimeout(60, TimeUnit.SECONDS).join();
      case TOKEN ->
          assertThatThrownBy(() -> answer(trial, token)).isInstanceOf(TaskTimedOutException.class);
      case SYNC -> {
        var stop = trial.integration().sync("stop");
        if (stop.isMissingNode()) {
          // AWS lets the work go on: only looks came after the call.
          assertThat(trial.script().asked().stream().skip(1))
              .allMatch(asked -> asked.name().matches(trial.looks()));
          return;
        }
        var request = trial.fill(stop.stringValue());
        await()
            .atMost(Trial.PATIENCE)
            .untilAsserted(() ->
                assertThat(trial.script().asked())
                    .anyMatch(asked -> asked.text().matches(request)));
        var stopped = trial.integration().sync("stopped");
        if (!stopped.isMissingNode()) {
          await()
              .atMost(Trial.PATIENCE)
              .untilAsserted(() ->
                  Expected.assertIn(
                      trial.call(stopped), trial.fill(stopped.path("shows")), "work"));
        }
      }
    }
  }

  @TestFactory
  Stream<DynamicTest> isTriedAgain() throws IOException {
    return trials.all(trial -> {
      var first = firstAttempt(trial);
      trial.serve();
      trial.start(
          """
          "Retry": [{"ErrorEquals": ["%s"], "IntervalSeconds": 1, "MaxAttempts": 1}],
          """
              .formatted(first.error()));
      if (trial.way() == Way.TOKEN) {
        answer(trial, trial.token());
      }

      trial.assertSucceeded();
      var events = new ArrayList<>(first.events());
      events.addAll(trial.way().events(HistoryEventType.TASK_SUCCEEDED));
      assertThat(trial.eventTypes()).isEqualTo(events);
      var failed = trial.event(HistoryEventType.TASK_FAILED).taskFailedEventDetails();
      assertThat(failed.error()).isEqualTo(first.error());
      assertThat(failed.cause()).contains(first.cause());
      assertThat(failed.resource()).isEqualTo(trial.resource());
    });
  }

  private record Attempt(String error, String cause, List<HistoryEventType> events) {}

  /** Lets the first attempt fail: the work ends badly, the service errs, or it hangs up. */
  private static Attempt firstAttempt(Trial trial) {
    var fault = trial.integration().fault();
    if (trial.way() == Way.TOKEN) {
      trial.script().on(".*", 1, new Reply.HangUp());
      return new Attempt(fault.path("hangUp").stringValue(), "", Way.refused());
    }
    if (trial.way() == Way.SYNC && trial.integration().row().path("sync").has("failed")) {
      trial.look("failed", 1);
      return new Attempt("States.TaskFailed", "", trial.way().events(HistoryEventType.TASK_FAILED));
    }
    trial.script().on(".*", 1, new Reply.Say(INTERNAL_ERROR, "InternalFailure", LATER));
    return new Attempt(
        fault.path("error").stringValue(), fault.path("cause").asString(LATER), Way.refused());
  }

  private static void answer(Trial trial, String token) {
    trial.sfn().sendTaskSuccess(r -> r.taskToken(token).output("{\"answered\": true}"));
  }

  private static long looks(Trial trial) {
    return trial.script().asked().stream()
        .filter(asked -> asked.name().matches(trial.looks()))
        .count();
  }
}
