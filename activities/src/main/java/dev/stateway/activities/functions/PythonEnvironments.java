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
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Virtual environments with AWS's Python runtime client, one per set of requirements, made once and
 * kept.
 *
 * @see <a href="https://github.com/aws/aws-lambda-python-runtime-interface-client">awslambdaric</a>
 */
final class PythonEnvironments {
  private static final Logger LOG = LoggerFactory.getLogger(PythonEnvironments.class);
  private static final String RUNTIME_CLIENT = "awslambdaric==4.2.2";
  private static final String COMPLETE = "stateway-complete";
  private static final int SHOWN_LINES = 12;

  private final Path folder;
  private final String python;
  private final ReentrantLock lock = new ReentrantLock();
  private volatile String version = "";

  PythonEnvironments(Path folder, String python) {
    this.folder = folder;
    this.python = python;
  }

  /**
   * The interpreter for functions of this directory: with the runtime client and what its
   * requirements.txt names.
   */
  Path interpreterFor(Path directory) throws IOException, InterruptedException {
    var requirements = directory.resolve("requirements.txt");
    var wanted = Files.isRegularFile(requirements) ? Files.readString(requirements) : "";
    var environment = folder.resolve(hash(version(), RUNTIME_CLIENT, wanted)).toAbsolutePath();
    var interpreter = environment.resolve("bin/python");
    if (Files.exists(environment.resolve(COMPLETE))) {
      return interpreter;
    }
    lock.lockInterruptibly();
    try {
      make(environment, interpreter, wanted.isBlank() ? List.of() : List.of(requirements));
    } finally {
      lock.unlock();
    }
    return interpreter;
  }

  private String version() throws IOException, InterruptedException {
    var known = version;
    if (known.isEmpty()) {
      known = run(List.of(python, "-c", "import sys; print(sys.version, sys.prefix)"), false);
      version = known;
    }
    return known;
  }

  private void make(Path environment, Path interpreter, List<Path> requirements)
      throws IOException, InterruptedException {
    Files.createDirectories(folder);
    // Another server with the same data folder waits here; what a killed one left unfinished is
    // made anew.
    try (var channel =
            FileChannel.open(
                Path.of(environment + ".lock"),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE);
        var _ = channel.lock()) {
      if (Files.exists(environment.resolve(COMPLETE))) {
        return;
      }
      delete(environment);
      LOG.info("Making a Python environment for functions in {} (once)", environment);
      run(List.of(python, "-m", "venv", environment.toString()), true);
      var pip = List.of(interpreter.toString(), "-m", "pip", "install", "--no-input");
      run(joined(pip, List.of("--disable-pip-version-check", RUNTIME_CLIENT)), true);
      for (var file : requirements) {
        run(joined(pip, List.of("--disable-pip-version-check", "-r", file.toString())), true);
      }
      Files.createFile(environment.resolve(COMPLETE));
      LOG.info("The Python environment for functions is ready");
    }
  }

  private static String run(List<String> command, boolean progress)
      throws IOException, InterruptedException {
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    var output = new StringBuilder();
    try (var lines =
        new BoundedLines(
            new BufferedReader(
                new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)))) {
      for (var line = lines.next(); line.isPresent(); line = lines.next()) {
        output.append(line.get()).append('\n');
        if (progress) {
          LOG.info("python: {}", line.get());
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

  private static List<String> joined(List<String> first, List<String> second) {
    return java.util.stream.Stream.concat(first.stream(), second.stream()).toList();
  }

  private static String hash(String... parts) {
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
}
