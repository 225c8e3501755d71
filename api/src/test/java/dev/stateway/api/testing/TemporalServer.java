package dev.stateway.api.testing;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A real Temporal server in memory, on a port of its own. */
public final class TemporalServer implements AutoCloseable {
  private static final Duration START = Duration.ofSeconds(30);

  private final Process process;
  private final int port;

  private TemporalServer(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /** Starts one and waits until it answers. */
  public static TemporalServer start() throws IOException, InterruptedException {
    var port = freePort();
    var log = Files.createTempFile("temporal", ".log");
    var command =
        new ArrayList<>(
            List.of(
                program().toString(),
                "server",
                "start-dev",
                "--headless",
                "--ip",
                "127.0.0.1",
                "--port",
                Integer.toString(port),
                "--log-level",
                "error"));
    SETTINGS.forEach(setting -> command.addAll(List.of("--dynamic-config-value", setting)));
    var process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    var server = new TemporalServer(process, port);
    server.awaitAnswer(log);
    return server;
  }

  private static final List<String> SETTINGS =
      List.of(
          "history.transferProcessorMaxPollRPS=200",
          "history.timerProcessorMaxPollRPS=200",
          "history.visibilityProcessorMaxPollRPS=200",
          "history.timerProcessorMaxTimeShift=\"10ms\"",
          "system.enableActivityEagerExecution=true",
          "matching.useNewMatcher=true");

  /** Its address. */
  public String address() {
    return "127.0.0.1:" + port;
  }

  private void awaitAnswer(Path log) throws IOException, InterruptedException {
    var deadline = System.nanoTime() + START.toNanos();
    while (!accepts()) {
      if (!process.isAlive() || System.nanoTime() > deadline) {
        close();
        throw new IOException("Temporal did not start: " + Files.readString(log));
      }
      TimeUnit.MILLISECONDS.sleep(50);
    }
  }

  private boolean accepts() {
    try (var socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 200);
      return true;
    } catch (IOException _) {
      return false;
    }
  }

  /** A port that nothing listens on. */
  public static int freePort() {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path program() throws IOException {
    var home = Path.of(System.getProperty("user.home"));
    var named = System.getenv("STATEWAY_TEMPORAL_BIN");
    return Stream.concat(
            Stream.ofNullable(named).map(Path::of),
            Stream.concat(
                onPath(System.getenv("PATH")),
                Stream.of(
                    home.resolve("go/bin/temporal"), home.resolve(".cache/stateway/bin/temporal"))))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow(() ->
            new IOException(
                "These tests need the temporal program: set STATEWAY_TEMPORAL_BIN, or put it on"
                    + " the PATH"));
  }

  private static Stream<Path> onPath(@Nullable String path) {
    return Stream.of(Objects.requireNonNullElse(path, "").split(File.pathSeparator))
        .filter(folder -> !folder.isEmpty())
        .map(folder -> Path.of(folder, "temporal"));
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(5, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException _) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
