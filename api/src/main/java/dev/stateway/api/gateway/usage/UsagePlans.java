package dev.stateway.api.gateway.usage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The usage plans of a file as it is now: looked at every second; while a changed file is wrong,
 * the plans before it count.
 */
public final class UsagePlans implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(UsagePlans.class);

  private final @Nullable Path file;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("usage-plans").factory());
  private volatile List<UsagePlan> plans = List.of();
  private String seen = "";

  /**
   * Reads the file.
   *
   * @param file absent for no plans
   * @throws UsagePlansException it is wrong
   */
  public UsagePlans(@Nullable Path file) {
    this.file = file;
    if (file != null) {
      load(file);
      var _ = timer.scheduleWithFixedDelay(this::look, 1, 1, TimeUnit.SECONDS);
    }
  }

  private void load(Path path) {
    try {
      seen = look(path);
      plans = UsagePlansReader.read(path, Files.readString(path));
    } catch (IOException unreadable) {
      throw new UsagePlansException(List.of(path + ": cannot be read: " + unreadable));
    }
  }

  private static String look(Path path) throws IOException {
    return Files.getLastModifiedTime(path) + " " + Files.size(path);
  }

  private void look() {
    var path = file;
    try {
      if (path != null && !look(path).equals(seen)) {
        load(path);
        LOG.info("{} was read again", path);
      }
    } catch (UsagePlansException wrong) {
      wrong.problems().forEach(problem -> LOG.error("{}", problem));
      LOG.error("{} has errors: the usage plans before it stay", path);
    } catch (IOException | RuntimeException failure) {
      // What escapes would end the timer, and with it all reloading.
      LOG.error("the usage plans could not be looked at: {}", failure.toString());
    }
  }

  List<UsagePlan> current() {
    return plans;
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
