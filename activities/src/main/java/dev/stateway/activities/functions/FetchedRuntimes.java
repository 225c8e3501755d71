package dev.stateway.activities.functions;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Folders with what runtimes need from package registries, each made once and kept. */
final class FetchedRuntimes {
  private static final Logger LOG = LoggerFactory.getLogger(FetchedRuntimes.class);
  private static final String COMPLETE = "stateway-complete";
  private static final int SHOWN_LINES = 12;

  private final Path folder;
  private final ReentrantLock lock = new ReentrantLock();

  FetchedRuntimes(Path folder) {
    this.folder = folder;
  }

  /**
   * The folder that these texts decide the contents of; it is made when it is not there yet.
   *
   * @throws IOException it could not be made
   */
  Path of(List<String> contents, Maker maker) throws IOException, InterruptedException {
    var wanted = folder.resolve(hash(contents)).toAbsolutePath();
    if (isComplete(wanted)) {
      return wanted;
    }
    lock.lockInterruptibly();
    try {
      make(wanted, maker);
    } finally {
      lock.unlock();
    }
    return wanted;
  }

  private void make(Path wanted, Maker maker) throws IOException, InterruptedException {
    Files.createDirectories(folder);
    // Another server with the same data folder waits here; what a killed one left unfinished is
    // made anew.
    try (var channel =
            FileChannel.open(
                Path.of(wanted + ".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        var _ = channel.lock()) {
      if (isComplete(wanted)) {
        return;
      }
      delete(wanted);
      LOG.info("Fetching a runtime for functions into {} (once)", wanted);
      maker.make(wanted);
      Files.createFile(wanted.resolve(COMPLETE));
      LOG.info("The runtime in {} is ready", wanted);
    }
  }

  private static boolean isComplete(Path wanted) {
    return Files.exists(wanted.resolve(COMPLETE));
  }

  /**
   * Runs a command, with its lines in the log as they come.
   *
   * @throws IOException it cannot be run, or did not end well: with its last lines
   */
  static void run(List<String> command, Map<String, String> more)
      throws IOException, InterruptedException {
    run(command, more, true);
  }

  /** What a short command prints. */
  static String ask(List<String> command) throws IOException, InterruptedException {
    return run(command, Map.of(), false);
  }

  private static String run(List<String> command, Map<String, String> more, boolean progress)
      throws IOException, InterruptedException {
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(more);
    var process = builder.start();
    process.getOutputStream().close();
    var output = new StringBuilder();
    try (var lines =
        new BoundedLines(
            new BufferedReader(
                new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)))) {
      for (var line = lines.next(); line.isPresent(); line = lines.next()) {
        output.append(line.get()).append('\n');
        if (progress) {
          LOG.info("{}", line.get());
        }
      }
      if (process.waitFor() != 0) {
        throw new IOException("'" + String.join(" ", command) + "' failed: " + tail(output));
      }
    } finally {
      process.destroyForcibly();
    }
    return output.toString();
  }

  private static String tail(CharSequence output) {
    var lines = output.toString().lines().toList();
    return lines.stream()
        .skip(Math.max(0, lines.size() - SHOWN_LINES))
        .collect(Collectors.joining("\n"));
  }

  private static void delete(Path tree) throws IOException {
    if (!Files.exists(tree)) {
      return;
    }
    try (var paths = Files.walk(tree)) {
      for (var path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  private static String hash(List<String> parts) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      for (var part : parts) {
        digest.update(part.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
      }
      return HexFormat.of().formatHex(Arrays.copyOf(digest.digest(), 8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Fills a folder that does not exist yet. */
  @FunctionalInterface
  interface Maker {
    void make(Path folder) throws IOException, InterruptedException;
  }
}
