package dev.stateway.workflows.interpreter;

import dev.stateway.workflows.checkpoint.Progress;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Waiting for a person.
 *
 * @param approval what is to be decided
 * @param arguments what it was asked with
 * @param scheduledEvent TaskScheduled of this attempt
 * @param expiresAt until when a decision counts; absent for ever
 */
record PendingDecision(
    Approval approval, JsonNode arguments, long scheduledEvent, @Nullable Instant expiresAt)
    implements Work {
  /** Goes on waiting in another run. */
  static PendingDecision restore(Visit visit, Progress.AwaitingDecision data) {
    var approval = visit.branch().execution().approvals().get(data.approvalId());
    approval.expiresAt(data.expiresAt());
    return new PendingDecision(approval, data.arguments(), data.scheduledEvent(), data.expiresAt());
  }

  /** What has come is acted on first, and what is being sent cannot go along. */
  @Override
  public boolean holds() {
    return approval.isPending()
        && !approval.hasDelegationsToTell()
        && approval.notices().areSettled();
  }

  @Override
  public Progress progress() {
    return new Progress.AwaitingDecision(approval.id(), arguments, scheduledEvent, expiresAt);
  }

  @Override
  public Progress toRedrive() {
    return new Progress.ToBegin();
  }
}
