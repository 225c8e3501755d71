package dev.stateway.workflows.generated;

import dev.stateway.translator.JsonText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** How an execution of a generated machine must end, and its events. */
public record Prediction(
    String status,
    @Nullable JsonNode output,
    @Nullable String error,
    @Nullable String cause,
    List<PredictedEvent> events) {
  /** The error that executions are stopped with. */
  public static final String STOP_ERROR = "Stopped";

  /** The cause that executions are stopped with. */
  public static final String STOP_CAUSE = "by somebody";

  /**
   * What the reference says.
   *
   * @throws Ambiguous nobody can foretell it
   */
  public static Prediction of(GeneratedMachine machine) {
    var started = started(machine);
    var line = Line.outermost(started, machine.pace());
    Prediction end;
    try {
      var output =
          new Reference(machine, started).flow(machine.definition(), machine.input(), line);
      line.tell("ExecutionSucceeded", JsonText.MAPPER.createObjectNode().set("output", output));
      end = new Prediction("SUCCEEDED", output, null, null, List.of());
    } catch (Failed failed) {
      line.tell("ExecutionFailed", Reference.errorDetails(failed.error(), failed.cause()));
      end = new Prediction("FAILED", null, failed.error(), failed.cause(), List.of());
    }
    var stop = machine.stopAfter() == null ? Double.POSITIVE_INFINITY : machine.stopAfter();
    var timeout = machine.definition().path("TimeoutSeconds").asDouble(Double.POSITIVE_INFINITY);
    if (line.now() > Math.min(timeout, stop)) {
      end = cutOff(line, timeout, stop);
    } else if (machine.pace() == Pace.REAL
        && machine.pace().isUnsure(line.now(), Math.min(timeout, stop))) {
      throw new Ambiguous();
    }
    var events = new ArrayList<PredictedEvent>();
    events.add(started);
    line.collect(events);
    events.sort(Comparator.comparingInt(PredictedEvent::number));
    return new Prediction(end.status(), end.output(), end.error(), end.cause(), events);
  }

  private static PredictedEvent started(GeneratedMachine machine) {
    var details = JsonText.MAPPER.createObjectNode();
    details.set("input", machine.input());
    details.put("roleArn", Objects.requireNonNull(machine.request().identity().roleArn()));
    return new PredictedEvent(0, "ExecutionStarted", null, 0, details);
  }

  /** The execution ends before its states do. */
  private static Prediction cutOff(Line line, double timeout, double stop) {
    var moment = Math.min(timeout, stop);
    line.cutAfter(moment);
    line.now(moment);
    line.end(line, moment);
    if (timeout < stop) {
      line.tell("ExecutionTimedOut", JsonText.MAPPER.createObjectNode());
      return new Prediction("TIMED_OUT", null, null, null, List.of());
    }
    line.tell("ExecutionAborted", Reference.errorDetails(STOP_ERROR, STOP_CAUSE));
    return new Prediction("ABORTED", null, STOP_ERROR, STOP_CAUSE, List.of());
  }

  /** The types of its events. */
  public List<String> types() {
    return events.stream().map(PredictedEvent::type).toList();
  }

  /** How long it takes. */
  public double seconds() {
    return events.stream().mapToDouble(PredictedEvent::seconds).max().orElseThrow();
  }
}
