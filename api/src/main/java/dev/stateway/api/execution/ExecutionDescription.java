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
 * @param mapRunArn the Map Run that has started it, if one has
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
    @Nullable String mapRunArn,
    boolean historyFull) {
  /** That of an execution that no Map Run has started, and whose history has room. */
  public ExecutionDescription(
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
      @Nullable Instant redriveDate) {
    this(
        executionArn,
        stateMachineArn,
        name,
        status,
        startDate,
        stopDate,
        inputText,
        outputText,
        error,
        cause,
        redriveCount,
        redriveDate,
        null,
        false);
  }

  /** The same of an execution that this Map Run has started; absent: none has. */
  ExecutionDescription ofMapRun(@Nullable String itsMapRunArn) {
    return new ExecutionDescription(
        executionArn,
        stateMachineArn,
        name,
        status,
        startDate,
        stopDate,
        inputText,
        outputText,
        error,
        cause,
        redriveCount,
        redriveDate,
        itsMapRunArn,
        historyFull);
  }

  /** The same of an execution whose history is known to have no room for more events. */
  ExecutionDescription withFullHistory() {
    return new ExecutionDescription(
        executionArn,
        stateMachineArn,
        name,
        status,
        startDate,
        stopDate,
        inputText,
        outputText,
        error,
        cause,
        redriveCount,
        redriveDate,
        mapRunArn,
        true);
  }

  /** Whether it has ended. */
  public boolean isClosed() {
    return status != ExecutionStatus.RUNNING;
  }
}
