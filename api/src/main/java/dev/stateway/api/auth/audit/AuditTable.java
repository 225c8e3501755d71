package dev.stateway.api.auth.audit;

import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The table {@code audit_log}: everything but plain reads. */
final class AuditTable {
  private static final int LONGEST = 2_000;

  private final DatabaseClient database;

  AuditTable(DatabaseClient database) {
    this.database = database;
  }

  Mono<Void> insert(List<AuditEntry> entries) {
    return Flux.fromIterable(entries)
        .filter(entry -> !entry.isPlainRead())
        .concatMap(this::insert)
        .then();
  }

  private Mono<Long> insert(AuditEntry entry) {
    var insert =
        database
            .sql(
                """
                INSERT INTO audit_log
                  (id, at, request_id, action, source_ip, resource, decision, reason,
                   principal, user_agent, execution_arn, statement, error)
                VALUES
                  (:id, :at, :requestId, :action, :sourceIp, :resource, :decision, :reason,
                   :principal, :userAgent, :executionArn, :statement, :error)
                """)
            .bind("id", UUID.randomUUID().toString())
            .bind("at", entry.time().atOffset(ZoneOffset.UTC))
            .bind("requestId", entry.requestId())
            .bind("action", cut(entry.action()))
            .bind("sourceIp", entry.sourceIp())
            .bind("resource", cut(entry.resource()))
            .bind("decision", entry.decision().name())
            .bind("reason", cut(entry.reason()));
    insert = bind(insert, "principal", entry.principal());
    insert = bind(insert, "userAgent", entry.userAgent());
    insert = bind(insert, "executionArn", entry.executionArn());
    insert = bind(insert, "statement", entry.statement());
    return bind(insert, "error", entry.error()).fetch().rowsUpdated();
  }

  private static DatabaseClient.GenericExecuteSpec bind(
      DatabaseClient.GenericExecuteSpec insert, String name, @Nullable String value) {
    return value == null ? insert.bindNull(name, String.class) : insert.bind(name, cut(value));
  }

  private static String cut(String text) {
    return text.substring(0, Math.min(text.length(), LONGEST));
  }
}
