package dev.stateway.workflows.interpreter;

import dev.stateway.translator.error.ErrorName;
import dev.stateway.translator.error.StatesException;
import dev.stateway.translator.model.Catcher;
import dev.stateway.translator.model.DataFlow;
import dev.stateway.translator.model.Retrier;
import dev.stateway.translator.model.Transition;
import dev.stateway.workflows.checkpoint.Progress.BackingOff;
import dev.stateway.workflows.interpreter.FlowFailure.Origin;
import dev.stateway.workflows.interpreter.Work.UntilTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Tries a state's work again as its Retriers say and goes where its Catchers lead.
 *
 * @param visit the state's visit
 * @param dataFlow decides the query language of the Catchers
 * @param retriers each counts for itself
 * @param catchers tried in order
 * @see <a href="https://states-language.net/spec.html#errors">Errors</a>
 */
record RetryAndCatch(
    Visit visit, DataFlow dataFlow, List<Retrier> retriers, List<Catcher> catchers) {
  /** Longer than any execution may last. */
  private static final double LONGEST_INTERVAL_SECONDS = Duration.ofDays(366).toSeconds();

  /**
   * The step that follows.
   *
   * @param attempt does the work once
   * @param onGivenUp records that no Retrier helps any more
   */
  Step run(Transition transition, Supplier<Completed> attempt, Consumer<FlowFailure> onGivenUp) {
    if (visit.work() instanceof UntilTime(BackingOff(var until, var retrier))) {
      retryAt(until, retrier);
    }
    while (true) {
      try {
        return Step.of(transition, visit.exit(attempt.get()));
      } catch (StatesException error) {
        var failure = visit.fieldFailure(error);
        if (!retry(failure)) {
          onGivenUp.accept(failure);
          return caught(failure);
        }
      }
    }
  }

  private boolean retry(FlowFailure failure) {
    var retries = visit.retries(retriers.size());
    for (var i = 0; i < retries.length; i++) {
      var retrier = retriers.get(i);
      if (matches(retrier.errorEquals(), failure)) {
        if (retries[i] >= retrier.maxAttempts()) {
          visit.probe().isExhausted(i);
          return false;
        }
        var delay = delay(retrier, retries[i]);
        visit.probe().retries(i, delay, failure);
        retryAt(visit.branch().execution().now().plus(delay), i);
        return true;
      }
    }
    return false;
  }

  private void retryAt(Instant time, int retrier) {
    var branch = visit.branch();
    visit.retries(retriers.size());
    visit.busyWith(new UntilTime(new BackingOff(time, retrier)));
    branch.execution().handover().waitFor(branch);
    branch.awaitUntil(time, visit.stateName(), () -> false);
    visit.busyWith(null);
    visit.retried(retrier);
  }

  private Duration delay(Retrier retrier, int retriesBefore) {
    var seconds = seconds(retrier.interval()) * Math.pow(retrier.backoffRate(), retriesBefore);
    var maxDelay = retrier.maxDelay();
    if (maxDelay != null) {
      seconds = Math.min(seconds, seconds(maxDelay));
    }
    seconds = Math.min(seconds, LONGEST_INTERVAL_SECONDS);
    return switch (retrier.jitter()) {
      case NONE -> ofSeconds(seconds);
      case FULL -> ofSeconds(seconds * visit.branch().execution().runtime().entropy().nextDouble());
    };
  }

  private Step caught(FlowFailure failure) {
    for (var catcher : catchers) {
      if (matches(catcher.errorEquals(), failure)) {
        var output = visit.exit(completed(catcher, failure));
        visit.probe().caught(catchers.indexOf(catcher), failure);
        return new Step.Continue(catcher.next(), output);
      }
    }
    throw failure;
  }

  private Completed completed(Catcher catcher, FlowFailure failure) {
    var errorOutput = DataPhases.errorOutput(failure);
    return switch (dataFlow) {
      case DataFlow.JsonPathFlow _ -> {
        var assigned = DataPhases.assigned(catcher.assign(), visit.scope(errorOutput));
        var resultPath = catcher.resultPath();
        var output = errorOutput;
        if (catcher.discardResult()) {
          output = visit.input();
        } else if (resultPath != null) {
          output = resultPath.set(visit.input(), errorOutput);
        }
        yield new Completed(output, assigned);
      }
      case DataFlow.JsonataFlow _ -> {
        var scope = visit.scope(visit.input(), null, errorOutput);
        yield DataPhases.completeJsonata(catcher.output(), catcher.assign(), scope, errorOutput);
      }
    };
  }

  /** Whether a list of error names, with its wildcards, answers this failure. */
  static boolean matches(List<String> errorEquals, FlowFailure failure) {
    return errorEquals.stream().anyMatch(name -> matches(name, failure));
  }

  private static boolean matches(String name, FlowFailure failure) {
    var terminal =
        ErrorName.RUNTIME.equals(failure.error()) || failure.origin() == Origin.OUTPUT_LIMIT;
    return switch (name) {
      case ErrorName.ALL -> !terminal;
      case ErrorName.TASK_FAILED ->
          name.equals(failure.error()) || (!terminal && !ErrorName.TIMEOUT.equals(failure.error()));
      case ErrorName.HEARTBEAT_TIMEOUT ->
          name.equals(failure.error()) || failure.origin() == Origin.HEARTBEAT;
      default -> name.equals(failure.error());
    };
  }

  private static double seconds(Duration duration) {
    return duration.toMillis() / 1_000.0;
  }

  private static Duration ofSeconds(double seconds) {
    return Duration.ofMillis(Math.round(seconds * 1_000));
  }
}
