package dev.stateway.activities.aws;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Many services of AWS in one process of this machine, all in memory: moto, from the virtual
 * environment that {@code ./test} makes.
 *
 * @see <a href="https://docs.getmoto.org/en/latest/docs/server_mode.html">Moto server</a>
 */
public final class MotoServer implements AutoCloseable {
  private static final Duration START = Duration.ofSeconds(90);
  private static final Path PROGRAM =
      Path.of(System.getProperty("stateway.root", ".."), ".venv/bin/moto_server");

  private final Process process;
  private final int port;

  private MotoServer(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /** Whether this machine has it. */
  public static boolean isInstalled() {
    return Files.isExecutable(PROGRAM);
  }

  /** Starts one and waits until it answers. */
  public static MotoServer start() throws IOException, InterruptedException {
    if (!isInstalled()) {
      throw new IOException("there is no " + PROGRAM + ": ./test makes it");
    }
    var port = freePort();
    var log = Files.createTempFile("moto", ".log");
    var builder =
        new ProcessBuilder(PROGRAM.toString(), "-H", "127.0.0.1", "-p", Integer.toString(port))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    // moto checks no credentials; it needs some to sign calls of its own.
    builder.environment().put("AWS_ACCESS_KEY_ID", "test");
    builder.environment().put("AWS_SECRET_ACCESS_KEY", "test");
    var server = new MotoServer(builder.start(), port);
    server.awaitAnswer(log);
    return server;
  }

  /** Where it is. */
  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + port);
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  private void awaitAnswer(Path log) throws IOException, InterruptedException {
    var deadline = System.nanoTime() + START.toNanos();
    while (!accepts()) {
      if (!process.isAlive() || System.nanoTime() > deadline) {
        close();
        throw new IOException("moto did not start: " + Files.readString(log));
      }
      TimeUnit.MILLISECONDS.sleep(100);
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

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
