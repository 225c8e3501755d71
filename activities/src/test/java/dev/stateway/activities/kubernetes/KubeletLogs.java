package dev.stateway.activities.kubernetes;

import static java.util.Objects.requireNonNull;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** The port of a kubelet at which an API server reads the logs of its pods. */
final class KubeletLogs implements AutoCloseable {
  private static final String PASSWORD = "kubelet";

  private final HttpsServer server;
  private final AtomicReference<@Nullable TestKubelet> kubelet = new AtomicReference<>();

  KubeletLogs(Path folder) throws IOException, InterruptedException {
    server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(tls(folder.resolve("kubelet.p12"))));
    // /containerLogs/NAMESPACE/POD/CONTAINER
    server.createContext("/containerLogs/", this::answer);
    server.start();
  }

  void of(TestKubelet its) {
    kubelet.set(its);
  }

  int port() {
    return server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      var parts = exchange.getRequestURI().getPath().split("/", -1);
      var query = String.valueOf(exchange.getRequestURI().getQuery());
      var log = requireNonNull(kubelet.get()).log(parts[3], parts[4]);
      var bytes = tail(log, query).getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(200, bytes.length == 0 ? -1 : bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  private static String tail(String log, String query) {
    var lines = log.lines().toList();
    var count =
        Arrays.stream(query.split("&", -1))
            .filter(parameter -> parameter.startsWith("tailLines="))
            .mapToInt(parameter -> Integer.parseInt(parameter.replace("tailLines=", "")))
            .findFirst()
            .orElse(lines.size());
    return lines.subList(Math.max(0, lines.size() - count), lines.size()).stream()
        .collect(Collectors.joining("\n", "", "\n"));
  }

  private static SSLContext tls(Path file) throws IOException, InterruptedException {
    var keytool = Path.of(System.getProperty("java.home"), "bin/keytool").toString();
    var words =
        List.of(
            keytool,
            "-genkeypair",
            "-keyalg",
            "EC",
            "-alias",
            "kubelet",
            "-dname",
            "CN=node-1",
            "-keystore",
            file.toString(),
            "-storepass",
            PASSWORD);
    var process = new ProcessBuilder(words).inheritIO().start();
    if (process.waitFor() != 0) {
      throw new IOException("keytool failed");
    }
    try (var content = Files.newInputStream(file)) {
      var store = KeyStore.getInstance("PKCS12");
      store.load(content, PASSWORD.toCharArray());
      var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keys.init(store, PASSWORD.toCharArray());
      var context = SSLContext.getInstance("TLS");
      context.init(keys.getKeyManagers(), null, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IOException(e);
    }
  }
}
