package dev.stateway.api.execution;

import dev.stateway.workflows.execution.ExecutionStatus;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How an execution stands.
 *
 * @param executionArn who it is
 * @param stateMachineArn the state machine it is of
 * @param name its name
 * @param status how it stands
 * @param startDate since when
 * @param stopDate until when, once it has ended
 * @param inputText its input as the caller wrote it
 * @param outputText its output, once it has succeeded
 * @param error why it failed, where there is a name for it
 * @param cause why it failed, in words
 * @param redriveCount how often it has been redriven
 * @param redriveDate when it was last redriven; absent if never
 * @param from what it was started from
 * @param historyFull whether its history has no room for more events
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/apireference/API_DescribeExecution.html">DescribeExecution</a>
 */
public record ExecutionDescription(
    String executionArn,
    String stateMachineArn,
    String name,
    ExecutionStatus status,
    Instant startDate,
    @Nullable Instant stopDate,
    String inputText,
    @Nullable String outputText,
    @Nullable String error,
    @Nullable String cause,
    int redriveCount,
    @Nullable Instant redriveDate,
    StartedFrom from,
    boolean historyFull) {
  /** Whether it has ended. */
  public boolean isClosed() {
    return status != ExecutionStatus.RUNNING;
  }
}
