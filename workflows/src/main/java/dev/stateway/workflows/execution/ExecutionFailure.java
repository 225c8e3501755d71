package dev.stateway.workflows.execution;

import org.jspecify.annotations.Nullable;

/**
 * How an execution ended that did not succeed: the first detail of the workflow's failure or
 * cancellation.
 *
 * @param status FAILED, TIMED_OUT or ABORTED
 * @param error what DescribeExecution shows as error, absent where AWS shows none
 * @param cause what DescribeExecution shows as cause, absent where AWS shows none
 * @param historyFull true where its history has no room for more events; absent elsewhere
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/apireference/API_DescribeExecution.html">DescribeExecution</a>
 */
public record ExecutionFailure(
    ExecutionStatus status,
    @Nullable String error,
    @Nullable String cause,
    @Nullable Boolean historyFull) {
  /** That of one whose history has room. */
  public ExecutionFailure(ExecutionStatus status, @Nullable String error, @Nullable String cause) {
    this(status, error, cause, null);
  }
}
