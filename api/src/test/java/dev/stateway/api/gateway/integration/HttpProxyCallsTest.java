package dev.stateway.api.gateway.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.stateway.api.gateway.TestSettings;
import dev.stateway.api.gateway.mapping.GatewayRequest;
import dev.stateway.api.gateway.mapping.GatewayResponse;
import dev.stateway.api.gateway.mapping.RequestBody;
import dev.stateway.api.gateway.openapi.OpenApiImporter;
import dev.stateway.api.gateway.route.Integration;
import dev.stateway.api.gateway.route.Route;
import dev.stateway.api.http.RequestRefused;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.buffer.DataBufferUtils;

/** Against a real HTTP server. */
final class HttpProxyCallsTest {
  private HttpServer backend;
  private HttpProxyCalls calls;

  @BeforeEach
  void start() throws IOException {
    backend = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    backend.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    backend.createContext("/", HttpProxyCallsTest::echo);
    backend.createContext("/redirect", HttpProxyCallsTest::redirect);
    backend.createContext("/slow", HttpProxyCallsTest::never);
    backend.createContext("/endless", HttpProxyCallsTest::endless);
    backend.start();
    calls = new HttpProxyCalls(AddressRules.allowing("127.0.0.1"));
  }

  @AfterEach
  void stop() {
    calls.close();
    backend.stop(0);
  }

  private static void echo(HttpExchange exchange) throws IOException {
    var headers = new StringBuilder();
    exchange
        .getRequestHeaders()
        .forEach((name, values) ->
            headers
                .append(name.toLowerCase(java.util.Locale.ROOT))
                .append('=')
                .append(values)
                .append(';'));
    var text =
        exchange.getRequestMethod()
            + " "
            + exchange.getRequestURI()
            + "\n"
            + headers
            + "\n"
            + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "text/plain");
    exchange.getResponseHeaders().add("X-Many", "1");
    exchange.getResponseHeaders().add("X-Many", "2");
    exchange.getResponseHeaders().add("Connection", "X-Secret");
    exchange.getResponseHeaders().add("X-Secret", "1");
    send(exchange, 201, text.getBytes(StandardCharsets.UTF_8));
  }

  private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.sendResponseHeaders(status, body.length);
    try (var out = exchange.getResponseBody()) {
      out.write(body);
    }
  }

  private static void redirect(HttpExchange exchange) throws IOException {
    exchange.getResponseHeaders().add("Location", "http://169.254.169.254/");
    send(exchange, 302, new byte[] {'x'});
  }

  /** A byte now and then, and no end. */
  private static void never(HttpExchange exchange) throws IOException {
    exchange.sendResponseHeaders(200, 0);
    try (var out = exchange.getResponseBody()) {
      while (!Thread.interrupted()) {
        out.write('x');
        out.flush();
        Thread.sleep(20);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private static void endless(HttpExchange exchange) throws IOException {
    exchange.sendResponseHeaders(200, 0);
    var block = new byte[65_536];
    try (var out = exchange.getResponseBody()) {
      while (!Thread.interrupted()) {
        out.write(block);
      }
    }
  }

  private Route route(String path, String... integration) {
    var text =
        """
        openapi: 3.0.3
        info: {title: t, version: "1"}
        paths:
          %s:
            x-amazon-apigateway-any-method:
              x-amazon-apigateway-integration:
                type: http_proxy
                httpMethod: ANY
                payloadFormatVersion: "1.0"
                timeoutInMillis: 3000
                %s
        """
            .formatted(
                path,
                String.join("\n        ", integration)
                    .replace("PORT", Integer.toString(backend.getAddress().getPort())));
    var api = new OpenApiImporter(TestSettings.properties()).read(Path.of("api.yaml"), text);
    assertThat(api.problems()).isEmpty();
    return api.routes().getFirst();
  }

  private static GatewayRequest request(String method, Map<String, String> path, String body) {
    var headers = new LinkedHashMap<String, List<String>>();
    headers.put("host", List.of("api.example.com"));
    headers.put("connection", List.of("keep-alive, x-hop"));
    headers.put("x-hop", List.of("1"));
    headers.put("x-tenant", List.of("red"));
    headers.put("x-forwarded-for", List.of("198.51.100.1"));
    return new GatewayRequest(
        new GatewayRequest.Line(method, "/p", "/p", "a=1&a=%202", Map.of("a", List.of("1", " 2"))),
        path,
        headers,
        RequestBody.of(body),
        Map.of("identity.sourceIp", "203.0.113.9", "scheme", "http", "requestId", "r1"),
        Map.of());
  }

  private GatewayResponse call(Route route, GatewayRequest request) {
    return Objects.requireNonNull(
        calls
            .call((Integration.HttpProxy) route.integration(), route, request)
            .flatMap(response -> route.responses().mapping().apply(response, request))
            .toFuture()
            .join());
  }

  @Test
  void sendsARequestOnAsItCame() {
    var route = route("/p/{proxy+}", "uri: http://127.0.0.1:PORT/base/{proxy}");
    var answer = call(route, request("PATCH", Map.of("proxy", "a b/c"), "body"));
    assertThat(answer.status()).isEqualTo(201);
    assertThat(answer.headers().get("x-many")).containsExactly("1", "2");
    assertThat(answer.headers()).doesNotContainKeys("connection", "x-secret", "content-length");
    assertThat(answer.text().orElseThrow())
        .startsWith("PATCH /base/a%20b/c?a=1&a=%202\n")
        .endsWith("\nbody")
        .contains("x-tenant=[red];")
        .contains("x-forwarded-for=[198.51.100.1, 203.0.113.9];")
        .contains("x-forwarded-host=[api.example.com];")
        .contains("host=[127.0.0.1:")
        .doesNotContain("x-hop=");
  }

  @Test
  void mapsRequestAndAnswer() {
    var route =
        route(
            "/p/{id}",
            "uri: http://127.0.0.1:PORT/x",
            "requestParameters: {'overwrite:path': '/orders/${request.path.id}',"
                + " 'append:querystring.a': '3', 'overwrite:header.x-tenant': $context.requestId}",
            "responseParameters: {'201': {'overwrite:statuscode': '200', 'remove:header.x-many':"
                + " ''}}");
    var answer = call(route, request("GET", Map.of("id", "7 8"), ""));
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.headers()).doesNotContainKey("x-many");
    assertThat(answer.text().orElseThrow())
        .startsWith("GET /orders/7%208?a=1&a=%202&a=3\n")
        .contains("x-tenant=[r1];");
  }

  @Test
  void aValueOfThePathLeadsNowhereElse() {
    var route = route("/p/{id}", "uri: http://127.0.0.1:PORT/public/{id}");
    assertThat(call(route, request("GET", Map.of("id", "a/b?c#d"), "")).text().orElseThrow())
        .startsWith("GET /public/a%2Fb%3Fc%23d?");
    for (var value : List.of("..", "../admin", "a/../../admin", ".")) {
      assertThatThrownBy(() -> call(route, request("GET", Map.of("id", value), "")))
          .isInstanceOf(RequestRefused.class);
    }
  }

  @Test
  void doesNotFollowRedirects() {
    var route = route("/p", "uri: http://127.0.0.1:PORT/redirect");
    var answer = call(route, request("GET", Map.of(), ""));
    assertThat(answer.status()).isEqualTo(302);
    assertThat(answer.header("location")).contains("http://169.254.169.254/");
  }

  @Test
  void anAnswerMustComeInTimeAndBeOfASize() {
    var slow = route("/p", "uri: http://127.0.0.1:PORT/slow");
    assertThat(call(slow, request("GET", Map.of(), "")).status()).isEqualTo(504);
    var endless = route("/p", "uri: http://127.0.0.1:PORT/endless");
    assertThat(call(endless, request("GET", Map.of(), "")).status()).isEqualTo(502);
  }

  @Test
  void passesOnWhileItComes() {
    var route = route("/p", "uri: http://127.0.0.1:PORT/slow", "responseTransferMode: STREAM");
    var answer = call(route, request("GET", Map.of(), ""));
    var buffers = ((GatewayResponse.Content.Streamed) answer.content()).buffers();
    var first =
        buffers
            .map(buffer -> {
              var size = buffer.readableByteCount();
              DataBufferUtils.release(buffer);
              return size;
            })
            .take(3)
            .reduce(Integer::sum)
            .toFuture()
            .join();
    assertThat(first).isPositive();
  }

  @Test
  void whatIsNotToBeCalledIsNot() {
    calls.close();
    calls = new HttpProxyCalls(AddressRules.allowing(""));
    for (var host : List.of("127.0.0.1", "localhost", "[::1]", "[::ffff:127.0.0.1]")) {
      var route = route("/p", "uri: http://" + host + ":PORT/");
      var answer = call(route, request("GET", Map.of(), ""));
      assertThat(answer.status()).as(host).isEqualTo(502);
      assertThat(answer.text()).contains("{\"message\":\"The backend may not be called\"}");
    }
    var unknown = route("/p", "uri: http://no-such-host.invalid/");
    assertThat(call(unknown, request("GET", Map.of(), "")).status()).isEqualTo(503);
  }
}
