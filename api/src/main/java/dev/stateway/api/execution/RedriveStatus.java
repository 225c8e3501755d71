package dev.stateway.api.execution;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Whether an execution can be redriven.
 *
 * @param value {@code REDRIVABLE}, {@code REDRIVABLE_BY_MAP_RUN} or {@code NOT_REDRIVABLE}
 * @param reason why not, in AWS's words; absent when it can be
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/apireference/API_DescribeExecution.html">DescribeExecution</a>
 */
public record RedriveStatus(String value, @Nullable String reason) {
  static final String HISTORY_FULL = "Execution history event limit exceeded";

  private static final String BY_MAP_RUN = "REDRIVABLE_BY_MAP_RUN";
  private static final Duration PERIOD = Duration.ofDays(14);
  private static final Duration LONGEST_EXECUTION = Duration.ofDays(365);

  /** Of this execution at this time. */
  public static RedriveStatus of(ExecutionDescription execution, Instant now) {
    var reason = reason(execution, now);
    if (reason != null) {
      return new RedriveStatus("NOT_REDRIVABLE", reason);
    }
    return new RedriveStatus(
        execution.from().mapRunArn() == null ? "REDRIVABLE" : BY_MAP_RUN, null);
  }

  private static @Nullable String reason(ExecutionDescription execution, Instant now) {
    return switch (execution.status()) {
      case RUNNING, SUCCEEDED -> "Execution is " + execution.status() + " and cannot be redriven";
      case FAILED, TIMED_OUT, ABORTED ->
          execution.historyFull() ? HISTORY_FULL : lateness(execution, now);
    };
  }

  private static @Nullable String lateness(ExecutionDescription execution, Instant now) {
    var stopDate = execution.stopDate();
    if (stopDate != null && stopDate.plus(PERIOD).isBefore(now)) {
      return "Execution redrivable period exceeded";
    }
    return execution.startDate().plus(LONGEST_EXECUTION).isBefore(now)
        ? "Execution has exceeded the max execution time"
        : null;
  }

  /** Why RedriveExecution cannot do it; absent: it can. */
  @Nullable String refusal() {
    return value.equals(BY_MAP_RUN)
        ? "Execution was started by a Map Run: redrive the execution that has the Map Run"
        : reason;
  }
}
