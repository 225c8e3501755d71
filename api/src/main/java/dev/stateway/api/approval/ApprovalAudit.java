package dev.stateway.api.approval;

import dev.stateway.activities.notice.ApprovalRecords;
import dev.stateway.api.auth.IncomingRequest;
import dev.stateway.api.auth.audit.AuditEntry;
import dev.stateway.api.auth.audit.AuditEntry.Outcome;
import dev.stateway.api.auth.audit.AuditLog;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Writes down what people have said to approvals, beside who was permitted to. */
public record ApprovalAudit(AuditLog log, ApprovalDocuments documents, Clock clock)
    implements ApprovalRecords {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /**
   * Who said something.
   *
   * @param arn of the principal; absent for the holder of a link
   * @param requestId of the answer
   */
  public record Sender(@Nullable String arn, IncomingRequest request, String requestId) {}

  /**
   * Writes a line of what was done.
   *
   * @param action e.g. {@code stateway:ApprovalDecided}
   * @param what in words, e.g. {@code APPROVE of ID by ada}
   * @param comment why; absent where nothing was said
   */
  void write(Sender sender, ApprovalId id, String action, String what, @Nullable String comment) {
    log.write(
        entry(sender, id, action, Outcome.ALLOW, comment == null ? what : what + ": " + comment));
  }

  /** Writes a line of what somebody may not do with this approval, whatever their policies say. */
  void writeRefused(Sender sender, ApprovalId id, String what, String why) {
    var reason = what + ": " + why;
    log.write(entry(sender, id, "stateway:ApprovalRefused", Outcome.IMPLICIT_DENY, reason));
  }

  private AuditEntry entry(
      Sender sender, ApprovalId id, String action, Outcome decision, String reason) {
    var execution = documents.execution(id);
    return new AuditEntry(
        clock.instant(),
        sender.requestId(),
        sender.arn(),
        sender.request().sourceIp(),
        sender.request().header("user-agent").orElse(null),
        action,
        execution,
        execution,
        decision,
        null,
        reason,
        null);
  }

  @Override
  public void write(ApprovalRecords.Event event) {
    var action =
        switch (event.kind()) {
          case ESCALATED -> "stateway:ApprovalEscalated";
          case EXPIRED -> "stateway:ApprovalExpired";
        };
    await(
        new AuditEntry(
            clock.instant(),
            event.id(),
            null,
            "",
            null,
            action,
            event.executionArn(),
            event.executionArn(),
            Outcome.ALLOW,
            null,
            event.approvalId() + ": " + event.title(),
            null));
  }

  /** On the thread of an activity, which has nothing else to do. */
  private void await(AuditEntry entry) {
    try {
      log.keep(entry).toFuture().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while writing the audit log", e);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("The audit log cannot be written", e);
    }
  }
}
