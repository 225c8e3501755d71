package dev.stateway.activities.aws;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.stateway.translator.JsonText;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import tools.jackson.databind.JsonNode;

/** An AWS that gives prepared answers and keeps what it was asked. */
public final class AwsStub implements AutoCloseable {
  private final HttpServer server;
  private final ConcurrentLinkedDeque<Answer> answers = new ConcurrentLinkedDeque<>();
  private final CopyOnWriteArrayList<Asked> asked = new CopyOnWriteArrayList<>();

  public AwsStub() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::answer);
    server.start();
  }

  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** The next answer; the last one prepared is given for ever. */
  public AwsStub prepare(int status, Map<String, String> headers, String body) {
    answers.add(new Answer(status, headers, body));
    return this;
  }

  /** Forgets what was prepared and asked. */
  public void clear() {
    answers.clear();
    asked.clear();
  }

  /** What was asked so far. */
  public List<Asked> asked() {
    return List.copyOf(asked);
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      var target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
      asked.add(
          new Asked(
              target == null ? "" : target.replaceFirst("^.*\\.", ""),
              exchange.getRequestURI().toString(),
              String.valueOf(exchange.getRequestHeaders().getFirst("Content-Type")),
              body));
      var answer = answers.size() > 1 ? answers.removeFirst() : answers.getFirst();
      answer.headers().forEach(exchange.getResponseHeaders()::set);
      exchange.getResponseHeaders().set("x-amzn-RequestId", "request-1");
      var bytes = answer.body().getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  /**
   * A request.
   *
   * @param action the operation its target names
   * @param uri its path and query
   * @param type the media type of its body
   * @param body its body
   */
  public record Asked(String action, String uri, String type, String body) {
    public JsonNode json() {
      return JsonText.parse(body);
    }
  }

  private record Answer(int status, Map<String, String> headers, String body) {}
}
