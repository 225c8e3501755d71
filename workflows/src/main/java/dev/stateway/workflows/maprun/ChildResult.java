package dev.stateway.workflows.maprun;

import dev.stateway.translator.JsonText;
import dev.stateway.translator.model.ResultWriter.Transformation;
import dev.stateway.workflows.execution.ExecutionFailure;
import dev.stateway.workflows.execution.ExecutionRequest.ExecutionIdentity;
import dev.stateway.workflows.execution.ExecutionStatus;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * How an execution of a Map Run ended.
 *
 * @param child what was started
 * @param status the final status
 * @param output its output, if it succeeded
 * @param error why not, where there is a name for it
 * @param cause why not, in words
 * @param startDate when it was started, for the first time
 * @param stopDate when it had ended
 * @param redriveCount how often it had been redriven
 * @param redrivable whether it could be redriven, if it did not succeed
 */
public record ChildResult(
    ChildInput child,
    ExecutionStatus status,
    @Nullable JsonNode output,
    @Nullable String error,
    @Nullable String cause,
    Instant startDate,
    Instant stopDate,
    int redriveCount,
    boolean redrivable) {
  /** The end of one that succeeded. */
  public static ChildResult succeeded(
      ChildInput child, JsonNode output, Instant startDate, Instant stopDate, int redriveCount) {
    return new ChildResult(
        child,
        ExecutionStatus.SUCCEEDED,
        output,
        null,
        null,
        startDate,
        stopDate,
        redriveCount,
        true);
  }

  /** The end of one that did not. */
  public static ChildResult unsuccessful(
      ChildInput child,
      ExecutionFailure failure,
      Instant startDate,
      Instant stopDate,
      int redriveCount) {
    return new ChildResult(
        child,
        failure.status(),
        null,
        failure.error(),
        failure.cause(),
        startDate,
        stopDate,
        redriveCount,
        failure.historyFull() == null);
  }

  /** Adds what results show of it. */
  void addTo(ArrayNode results, ExecutionIdentity identity, Transformation transformation) {
    if (output == null) {
      results.add(metadata(identity));
      return;
    }
    switch (transformation) {
      case NONE -> results.add(metadata(identity));
      case COMPACT -> results.add(output);
      case FLATTEN -> {
        if (output.isArray()) {
          results.addAll(output.valueStream().toList());
        } else {
          results.add(output);
        }
      }
    }
  }

  /** What AWS writes of an execution that was not started. */
  static JsonNode pending(ChildInput child) {
    var record = JsonText.MAPPER.createObjectNode();
    putInput(record, child);
    return record.put("Status", "PENDING");
  }

  /** All that is known of it, in AWS's order. */
  private JsonNode metadata(ExecutionIdentity identity) {
    var succeeded = status == ExecutionStatus.SUCCEEDED;
    var record = JsonText.MAPPER.createObjectNode();
    putUnlessNull(record, "Cause", cause);
    putUnlessNull(record, "Error", error);
    record.put("ExecutionArn", identity.executionArn());
    putInput(record, child);
    record.put("Name", identity.executionName());
    if (output != null) {
      record.put("Output", JsonText.write(output));
      record.putObject("OutputDetails").put("Included", true);
    }
    record.put("RedriveCount", redriveCount);
    record.put("RedriveStatus", "NOT_REDRIVABLE");
    if (succeeded) {
      record.put("RedriveStatusReason", "Execution is SUCCEEDED and cannot be redriven");
    }
    record.put("StartDate", date(startDate));
    record.put("StateMachineArn", identity.stateMachineArn());
    record.put("Status", status.name());
    return record.put("StopDate", date(stopDate));
  }

  private static void putInput(ObjectNode record, ChildInput child) {
    record.put("Input", JsonText.write(child.input()));
    record.putObject("InputDetails").put("Included", true);
  }

  private static void putUnlessNull(ObjectNode record, String member, @Nullable String value) {
    if (value != null) {
      record.put(member, value);
    }
  }

  private static String date(Instant instant) {
    return instant.truncatedTo(ChronoUnit.MILLIS).toString();
  }
}
