package dev.stateway.api.events;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/** What HTTP tasks call; {@code /token} gives tokens. */
final class CalledServer implements AutoCloseable {
  private final List<Asked> asked = new CopyOnWriteArrayList<>();
  private final AtomicInteger tokens = new AtomicInteger();
  private final HttpServer server;

  CalledServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  String url(String path) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + path;
  }

  List<Asked> asked() {
    return List.copyOf(asked);
  }

  /** How many tokens it gave. */
  int tokens() {
    return tokens.get();
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      var uri = exchange.getRequestURI().toString();
      var headers =
          exchange.getRequestHeaders().entrySet().stream()
              .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().getFirst()));
      var sent = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      asked.add(new Asked(uri, headers, sent));
      var body =
          uri.startsWith("/token")
              ? "{\"access_token\": \"t-" + tokens.incrementAndGet() + "\"}"
              : "{\"called\": true}";
      exchange.sendResponseHeaders(200, body.length());
      exchange.getResponseBody().write(body.getBytes(StandardCharsets.UTF_8));
    }
  }

  /** One request. */
  record Asked(String uri, Map<String, String> headers, String body) {}
}
