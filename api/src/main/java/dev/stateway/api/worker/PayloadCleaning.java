package dev.stateway.api.worker;

import dev.stateway.activities.payload.FilePayloadStore;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;

/** Deletes stored payloads that nothing needs any more: at the start, then every hour. */
final class PayloadCleaning implements SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(PayloadCleaning.class);
  private static final Duration INTERVAL = Duration.ofHours(1);

  private final FilePayloadStore payloads;
  private Disposable cleaning = Disposables.disposed();

  PayloadCleaning(FilePayloadStore payloads) {
    this.payloads = payloads;
  }

  @Override
  public void start() {
    cleaning =
        Flux.interval(Duration.ZERO, INTERVAL, Schedulers.boundedElastic())
            .onBackpressureDrop()
            .subscribe(_ -> clean());
  }

  private void clean() {
    try {
      var deleted = payloads.deleteUnused(Instant.now());
      if (deleted > 0) {
        LOG.info("deleted {} stored payloads that nothing has used for long", deleted);
      }
    } catch (RuntimeException failure) {
      LOG.warn("cannot delete unused payloads now, trying again later", failure);
    }
  }

  @Override
  public void stop() {
    cleaning.dispose();
  }

  @Override
  public boolean isRunning() {
    return !cleaning.isDisposed();
  }
}
