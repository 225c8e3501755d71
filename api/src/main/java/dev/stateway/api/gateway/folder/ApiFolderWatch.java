package dev.stateway.api.gateway.folder;

import dev.stateway.api.gateway.serve.ApiCatalog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves what is in a folder, and what changes in it: it is looked at every second, as file systems
 * that are mounted into containers tell nobody of changes.
 */
public final class ApiFolderWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ApiFolderWatch.class);
  private static final Duration EVERY = Duration.ofSeconds(1);

  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("api-folder").factory());

  private ApiFolderWatch() {}

  /** Watches nothing. */
  public static ApiFolderWatch ofNothing() {
    return new ApiFolderWatch();
  }

  /**
   * Serves what is there now, and from now on what changes.
   *
   * @throws BrokenApisException a file has errors now: half of an API is not served
   */
  public static ApiFolderWatch of(ApiFiles files, ApiCatalog catalog) throws IOException {
    files.refresh();
    files.require();
    files.report();
    catalog.serveFiles(files.routes());
    var watch = new ApiFolderWatch();
    var _ =
        watch.timer.scheduleWithFixedDelay(
            () -> look(files, catalog), EVERY.toMillis(), EVERY.toMillis(), TimeUnit.MILLISECONDS);
    return watch;
  }

  private static void look(ApiFiles files, ApiCatalog catalog) {
    try {
      if (files.refresh()) {
        files.report();
        catalog.serveFiles(files.routes());
      }
    } catch (IOException | UncheckedIOException failure) {
      LOG.warn("the folder of OpenAPI files cannot be read: {}", failure.toString());
    } catch (RuntimeException failure) {
      // What escapes would end the watching.
      LOG.error("the OpenAPI files could not be taken up", failure);
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
