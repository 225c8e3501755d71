package dev.stateway.api.auth.audit;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Writes down who did what: all of it in JSON lines, and what is more than reading in the
 * registry's table too. One thread writes whatever has come while it wrote before, and makes the
 * disk keep it once for all of that (group commit): who has to wait for it waits for one such
 * round.
 */
public final class AuditLog implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(AuditLog.class);
  private static final int WAITING = 20_000;
  private static final int AT_ONCE = 1_000;
  private static final int BATCHES = 1_000;
  private static final long LOOK_MILLIS = 50;
  private static final long CLOSING_MILLIS = 5_000;

  private final BlockingQueue<Waiting> waiting = new ArrayBlockingQueue<>(WAITING);
  private final Sinks.Many<List<AuditEntry>> rows =
      Sinks.many().unicast().onBackpressureBuffer(new ArrayBlockingQueue<>(BATCHES));
  private final CompletableFuture<Boolean> rowsWritten = new CompletableFuture<>();
  private final AuditFile file;
  private final AuditTable table;
  private final Thread writer;
  private volatile boolean closing;

  /** An entry, and who is told that it is on the disk. */
  private record Waiting(AuditEntry entry, CompletableFuture<Boolean> kept) {}

  /**
   * Begins.
   *
   * @param folder where the files are
   * @param scheduler on which the table is written
   */
  public AuditLog(Path folder, DatabaseClient database, Scheduler scheduler) {
    file = new AuditFile(folder);
    table = new AuditTable(database);
    rows.asFlux()
        .publishOn(scheduler)
        .concatMap(this::insert)
        .doFinally(_ -> rowsWritten.complete(true))
        .subscribe();
    writer = Thread.ofPlatform().name("audit-log").start(this::run);
  }

  /** Writes an entry within a fraction of a second; nobody waits for it. */
  public void write(AuditEntry entry) {
    if (!waiting.offer(new Waiting(entry, new CompletableFuture<>()))) {
      LOG.error("an entry of the audit log is lost, as too many wait: {}", entry);
    }
  }

  /** Writes an entry: done once it is on the disk, fails if it cannot be. */
  public Mono<Void> keep(AuditEntry entry) {
    return Mono.defer(() -> {
      var kept = new CompletableFuture<Boolean>();
      return waiting.offer(new Waiting(entry, kept))
          ? Mono.fromFuture(kept).publishOn(Schedulers.parallel()).then()
          : Mono.error(new IOException("Too many entries wait for the audit log"));
    });
  }

  private void run() {
    var batch = new ArrayList<Waiting>();
    while (!closing || !waiting.isEmpty()) {
      var first = next();
      if (first != null) {
        batch.add(first);
        waiting.drainTo(batch, AT_ONCE - 1);
        write(batch);
        batch.clear();
      }
    }
  }

  private @Nullable Waiting next() {
    try {
      return waiting.poll(LOOK_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      throw new IllegalStateException("nobody interrupts the writer", e);
    }
  }

  private void write(List<Waiting> batch) {
    var entries = batch.stream().map(Waiting::entry).toList();
    try {
      file.append(entries);
      batch.forEach(each -> each.kept().complete(true));
    } catch (IOException failure) {
      LOG.error("{} entries of the audit log are lost", batch.size(), failure);
      batch.forEach(each -> each.kept().completeExceptionally(failure));
    }
    if (rows.tryEmitNext(entries).isFailure()) {
      LOG.warn("{} entries of the audit log are in its file alone", batch.size());
    }
  }

  private Mono<Void> insert(List<AuditEntry> entries) {
    return table
        .insert(entries)
        .onErrorResume(failure -> {
          LOG.warn("{} entries of the audit log are in its file alone", entries.size(), failure);
          return Mono.empty();
        });
  }

  @Override
  public void close() {
    // Not by an interrupt: one in the middle of a write would close the file.
    closing = true;
    try {
      writer.join(CLOSING_MILLIS);
      rows.tryEmitComplete();
      rowsWritten.completeOnTimeout(false, CLOSING_MILLIS, TimeUnit.MILLISECONDS);
      if (writer.isAlive() || !rowsWritten.join()) {
        LOG.error("the audit log was not written to its end");
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
