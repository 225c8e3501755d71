package dev.stateway.workflows.approval;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Word of an approval that was sent to somebody.
 *
 * @param occasion why
 * @param channel {@code SNS}, {@code SQS}, {@code Email} or {@code Webhook}
 * @param target the topic, queue, address or URL
 * @param status what has become of it
 * @param at when it was to be sent
 * @param error why it could not be sent
 */
public record ApprovalNotice(
    Occasion occasion,
    String channel,
    String target,
    Status status,
    Instant at,
    @Nullable String error) {
  /** Why a notice is sent. */
  public enum Occasion {
    REQUESTED,
    REMINDER,
    ESCALATED,
    /** Somebody has handed their answer on. */
    DELEGATED
  }

  /** What has become of a notice. */
  public enum Status {
    SENDING,
    SENT,
    FAILED
  }

  /** The same once it is known what has become of it. */
  public ApprovalNotice ended(@Nullable String itsError) {
    var became = itsError == null ? Status.SENT : Status.FAILED;
    return new ApprovalNotice(occasion, channel, target, became, at, itsError);
  }
}
