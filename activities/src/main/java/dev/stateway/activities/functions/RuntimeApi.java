package dev.stateway.activities.functions;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.stateway.translator.JsonText;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * The Lambda Runtime API for one process: each has its own port on the loopback interface, so that
 * processes cannot take each other's invocations.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html">Lambda Runtime
 *     API</a>
 */
final class RuntimeApi implements AutoCloseable {
  private static final String RUNTIME = "/2018-06-01/runtime/";
  private static final String INVOCATION = RUNTIME + "invocation/";
  private static final String ERROR_TYPE = "Lambda-Runtime-Function-Error-Type";

  private final HttpServer server;
  private final ExecutorService exchanges = Executors.newVirtualThreadPerTaskExecutor();
  private final Duration timeout;
  private final BlockingQueue<Invocation> waiting = new ArrayBlockingQueue<>(1);
  private volatile @Nullable Invocation current;

  private RuntimeApi(HttpServer server, Duration timeout) {
    this.server = server;
    this.timeout = timeout;
  }

  static RuntimeApi open(Duration timeout) throws IOException {
    var loopback = InetAddress.getLoopbackAddress();
    var api = new RuntimeApi(HttpServer.create(new InetSocketAddress(loopback, 0), 0), timeout);
    api.server.setExecutor(api.exchanges);
    api.server.createContext(RUNTIME, api::answer);
    api.server.start();
    return api;
  }

  /** What AWS_LAMBDA_RUNTIME_API says. */
  String address() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  /** Gives the process its next invocation; the one before has ended. */
  void offer(Invocation invocation) {
    current = invocation;
    waiting.add(invocation);
  }

  /** The invocation that is waiting or running, or the last one that was. */
  @Nullable Invocation current() {
    return current;
  }

  @Override
  public void close() {
    server.stop(0);
    exchanges.shutdownNow();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      var path = exchange.getRequestURI().getPath();
      if (path.equals(INVOCATION + "next")) {
        next(exchange);
      } else if (path.equals(RUNTIME + "init/error")) {
        initError(exchange);
      } else if (path.startsWith(INVOCATION)) {
        ended(exchange, path.substring(INVOCATION.length()));
      } else {
        refuse(exchange, 404, "InvalidPath", "No such operation: " + path);
      }
    } catch (InterruptedException _) {
      // The process is gone or the host closes: there is nobody to answer.
      Thread.currentThread().interrupt();
    }
  }

  private void next(HttpExchange exchange) throws IOException, InterruptedException {
    var invocation = waiting.take();
    var request = invocation.request();
    var headers = exchange.getResponseHeaders();
    headers.set("Content-Type", "application/json");
    headers.set("Lambda-Runtime-Aws-Request-Id", request.requestId());
    headers.set("Lambda-Runtime-Invoked-Function-Arn", request.functionArn());
    headers.set(
        "Lambda-Runtime-Deadline-Ms",
        Long.toString(System.currentTimeMillis() + timeout.toMillis()));
    headers.set("Lambda-Runtime-Trace-Id", traceId());
    if (request.clientContext() != null) {
      headers.set("Lambda-Runtime-Client-Context", request.clientContext());
    }
    invocation.handedOver().complete(true);
    send(exchange, 200, request.payload());
  }

  private void ended(HttpExchange exchange, String idAndVerb) throws IOException {
    var slash = idAndVerb.indexOf('/');
    var id = slash < 0 ? idAndVerb : idAndVerb.substring(0, slash);
    var verb = slash < 0 ? "" : idAndVerb.substring(slash + 1);
    var invocation = current;
    if (invocation == null || !invocation.request().requestId().equals(id)) {
      refuse(exchange, 400, "InvalidRequestID", "Invalid request ID");
      return;
    }
    switch (verb) {
      case "response" -> response(exchange, invocation);
      case "error" -> {
        invocation.outcome().complete(FunctionErrors.reported(body(exchange), errorType(exchange)));
        accept(exchange);
      }
      default -> refuse(exchange, 404, "InvalidPath", "No such operation: " + verb);
    }
  }

  private void response(HttpExchange exchange, Invocation invocation) throws IOException {
    var bytes = exchange.getRequestBody().readNBytes(FunctionErrors.MAX_RESPONSE_BYTES + 1);
    if (bytes.length > FunctionErrors.MAX_RESPONSE_BYTES) {
      invocation.outcome().complete(FunctionErrors.responseTooLarge());
      refuse(exchange, 413, "RequestEntityTooLarge", "Exceeded maximum allowed payload size");
      return;
    }
    invocation
        .outcome()
        .complete(new InvocationOutcome.Returned(new String(bytes, StandardCharsets.UTF_8)));
    accept(exchange);
  }

  private void initError(HttpExchange exchange) throws IOException {
    var failed = FunctionErrors.reported(body(exchange), errorType(exchange));
    var invocation = current;
    if (invocation != null) {
      invocation.outcome().complete(failed);
    }
    accept(exchange);
  }

  private static String body(HttpExchange exchange) throws IOException {
    var bytes = exchange.getRequestBody().readNBytes(FunctionErrors.MAX_RESPONSE_BYTES);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static String errorType(HttpExchange exchange) {
    return Objects.requireNonNullElse(
        exchange.getRequestHeaders().getFirst(ERROR_TYPE), "Runtime.UnknownReason");
  }

  private static void accept(HttpExchange exchange) throws IOException {
    send(exchange, 202, "{\"status\":\"OK\"}\n");
  }

  private static void refuse(HttpExchange exchange, int status, String type, String message)
      throws IOException {
    var body = JsonText.MAPPER.createObjectNode();
    body.put("errorType", type).put("errorMessage", message);
    send(exchange, status, JsonText.write(body));
  }

  private static void send(HttpExchange exchange, int status, String text) throws IOException {
    var bytes = text.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    try (var body = exchange.getResponseBody()) {
      body.write(bytes);
    }
  }

  private static String traceId() {
    var random = ThreadLocalRandom.current();
    return "Root=1-%08x-%08x%016x;Parent=%016x;Sampled=0"
        .formatted(
            System.currentTimeMillis() / 1000,
            random.nextInt(),
            random.nextLong(),
            random.nextLong());
  }
}
