package dev.stateway.api.execution;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Whether an execution can be redriven.
 *
 * @param reason why not, in AWS's words; absent when it can be
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/apireference/API_DescribeExecution.html">DescribeExecution</a>
 */
public record RedriveStatus(@Nullable String reason) {
  private static final Duration PERIOD = Duration.ofDays(14);
  private static final Duration LONGEST_EXECUTION = Duration.ofDays(365);

  /** Of this execution at this time. */
  public static RedriveStatus of(ExecutionDescription execution, Instant now) {
    return new RedriveStatus(
        switch (execution.status()) {
          case RUNNING, SUCCEEDED ->
              "Execution is " + execution.status() + " and cannot be redriven";
          case FAILED, TIMED_OUT, ABORTED -> lateness(execution, now);
        });
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

  /** Whether it can be. */
  public boolean isRedrivable() {
    return reason == null;
  }
}
