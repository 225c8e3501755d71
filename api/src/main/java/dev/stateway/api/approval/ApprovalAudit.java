package dev.stateway.api.approval;

import dev.stateway.api.auth.IncomingRequest;
import dev.stateway.api.auth.audit.AuditEntry;
import dev.stateway.api.auth.audit.AuditEntry.Outcome;
import dev.stateway.api.auth.audit.AuditLog;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/** Writes down what people have said to approvals, beside who was permitted to. */
public record ApprovalAudit(AuditLog log, ApprovalDocuments documents, Clock clock) {
  /**
   * Who said something.
   *
   * @param arn of the principal; absent for the holder of a link
   * @param requestId of the answer
   */
  public record Sender(@Nullable String arn, IncomingRequest request, String requestId) {}

  /**
   * Writes a line.
   *
   * @param action e.g. {@code stateway:ApprovalDecided}
   * @param what in words, e.g. {@code APPROVE of ID by ada}
   * @param comment why; absent where nothing was said
   */
  void write(Sender sender, ApprovalId id, String action, String what, @Nullable String comment) {
    var execution = documents.execution(id);
    log.write(
        new AuditEntry(
            clock.instant(),
            sender.requestId(),
            sender.arn(),
            sender.request().sourceIp(),
            sender.request().header("user-agent").orElse(null),
            action,
            execution,
            execution,
            Outcome.ALLOW,
            null,
            comment == null ? what : what + ": " + comment,
            null));
  }
}
