package dev.stateway.api.auth.identity;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks every second whether the identities have changed. */
public final class IdentityReload implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(IdentityReload.class);

  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("identities").factory());

  public IdentityReload(IdentityStore identities) {
    var _ = timer.scheduleWithFixedDelay(() -> look(identities), 1, 1, TimeUnit.SECONDS);
  }

  private static void look(IdentityStore identities) {
    try {
      var _ = identities.reloadIfChanged();
    } catch (RuntimeException failure) {
      // An exception would end the timer, and with it all reloading.
      LOG.error("the identities could not be looked at", failure);
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
