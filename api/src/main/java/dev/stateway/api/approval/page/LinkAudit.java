package dev.stateway.api.approval.page;

import dev.stateway.api.auth.IncomingRequest;
import dev.stateway.api.auth.audit.AuditEntry;
import dev.stateway.api.auth.audit.AuditEntry.Outcome;
import dev.stateway.api.auth.audit.AuditLog;
import java.time.Clock;
import java.util.UUID;

/** Writes down what is done with links, whose holders are nobody known. */
record LinkAudit(AuditLog log, Clock clock) {
  /** Something was done with a link to a task. */
  void write(IncomingRequest incoming, String action, String what) {
    write(incoming, action, Outcome.ALLOW, what);
  }

  /** An address was opened that is no link of this server, or none any more. */
  void writeRefused(IncomingRequest incoming) {
    write(incoming, "stateway:LinkRefused", Outcome.UNAUTHENTICATED, "The link is not valid");
  }

  private void write(IncomingRequest incoming, String action, Outcome decision, String reason) {
    log.write(
        new AuditEntry(
            clock.instant(),
            UUID.randomUUID().toString(),
            null,
            incoming.sourceIp(),
            incoming.header("user-agent").orElse(null),
            action,
            "*",
            null,
            decision,
            null,
            reason,
            null));
  }
}
