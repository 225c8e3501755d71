package dev.stateway.api.auth.audit;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;

/**
 * Writes down who did what: all of it in JSON lines, and what is more than reading in the
 * registry's table too. Nobody waits for it; it is written within a fraction of a second.
 */
public final class AuditLog implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(AuditLog.class);
  private static final int WAITING = 20_000;
  private static final int AT_ONCE = 500;
  private static final Duration LATEST = Duration.ofMillis(50);
  private static final Duration BUSY = Duration.ofSeconds(1);
  private static final int CLOSING_SECONDS = 5;

  private final Sinks.Many<AuditEntry> entries =
      Sinks.many().unicast().onBackpressureBuffer(new ArrayBlockingQueue<>(WAITING));
  private final CountDownLatch written = new CountDownLatch(1);
  private final AuditFile file;
  private final AuditTable table;

  /**
   * Begins.
   *
   * @param folder where the files are
   * @param scheduler on which is written
   */
  public AuditLog(Path folder, DatabaseClient database, Scheduler scheduler) {
    file = new AuditFile(folder);
    table = new AuditTable(database);
    entries
        .asFlux()
        .publishOn(scheduler, AT_ONCE)
        .bufferTimeout(AT_ONCE, LATEST, true)
        .concatMap(some -> write(some, scheduler))
        .doFinally(_ -> written.countDown())
        .subscribe();
  }

  /** Writes an entry. */
  public void write(AuditEntry entry) {
    entries.emitNext(
        entry,
        (signal, result) -> {
          if (Sinks.EmitFailureHandler.busyLooping(BUSY).onEmitFailure(signal, result)) {
            return true;
          }
          LOG.error("an entry of the audit log is lost ({}): {}", result, entry);
          return false;
        });
  }

  private Mono<Void> write(List<AuditEntry> some, Scheduler scheduler) {
    return Mono.fromCallable(
            () -> {
              file.append(some);
              return true;
            })
        .onErrorResume(
            IOException.class,
            failure -> {
              LOG.error("{} entries of the audit log are lost", some.size(), failure);
              return Mono.empty();
            })
        .then(table.insert(some))
        .onErrorResume(failure -> {
          LOG.warn("{} entries of the audit log are in its file alone", some.size(), failure);
          return Mono.empty();
        })
        .subscribeOn(scheduler);
  }

  @Override
  public void close() {
    entries.emitComplete(Sinks.EmitFailureHandler.busyLooping(BUSY));
    try {
      if (!written.await(CLOSING_SECONDS, TimeUnit.SECONDS)) {
        LOG.error("the audit log was not written to its end");
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
