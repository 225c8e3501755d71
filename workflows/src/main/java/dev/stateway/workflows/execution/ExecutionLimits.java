package dev.stateway.workflows.execution;

import org.jspecify.annotations.Nullable;

/**
 * Where an execution fails because it has grown too large.
 *
 * @param payloadBytes what an input or output may have as UTF-8 text; absent: as much as the task
 *     and the service can carry
 * @param historyEvents how many events there may be; absent: any number
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html">Quotas</a>
 */
public record ExecutionLimits(@Nullable Integer payloadBytes, @Nullable Integer historyEvents) {
  private static final int AWS_PAYLOAD_BYTES = 262_144;
  private static final int AWS_HISTORY_EVENTS = 25_000;

  /** AWS's own. */
  public static final ExecutionLimits AWS =
      new ExecutionLimits(AWS_PAYLOAD_BYTES, AWS_HISTORY_EVENTS);

  /** None that AWS has. */
  public static final ExecutionLimits STATEWAY = new ExecutionLimits(null, null);

  /** Of state machines that say nothing: AWS's payloads, histories of any length. */
  public static final ExecutionLimits DEFAULT = new ExecutionLimits(AWS_PAYLOAD_BYTES, null);
}
