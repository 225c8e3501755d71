package dev.stateway.api.integrations;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.netty.ByteBufMono;
import reactor.netty.Connection;
import reactor.netty.DisposableServer;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;
import reactor.netty.resources.ConnectionProvider;
import reactor.util.function.Tuples;

/**
 * Stands before a server of AWS's services and answers itself, holds, or breaks what {@link Script
 * scripts} say; all else goes through.
 */
final class AwsFront implements AutoCloseable {
  private static final int CONNECTIONS = 500;
  // Each side says itself how it frames a message.
  private static final Set<String> OF_ONE_CONNECTION =
      Set.of("content-length", "transfer-encoding", "connection", "keep-alive");

  private final DisposableServer server;
  private final HttpClient behind;
  private final ConnectionProvider connections = ConnectionProvider.create("behind", CONNECTIONS);
  private final List<Script> scripts = new CopyOnWriteArrayList<>();

  AwsFront(URI service) {
    behind = HttpClient.create(connections).baseUrl(service.toString());
    server = HttpServer.create().host("127.0.0.1").port(0).handle(this::answer).bindNow();
  }

  URI endpoint() {
    return URI.create("http://" + address());
  }

  /** Host and port. */
  String address() {
    return "127.0.0.1:" + server.port();
  }

  void follow(Script script) {
    scripts.add(script);
  }

  @Override
  public void close() {
    server.disposeNow();
    connections.dispose();
  }

  private Publisher<Void> answer(HttpServerRequest request, HttpServerResponse response) {
    return request
        .receive()
        .aggregate()
        .asString(StandardCharsets.ISO_8859_1)
        .defaultIfEmpty("")
        .flatMap(body -> answer(request, response, body));
  }

  private Mono<Void> answer(HttpServerRequest request, HttpServerResponse response, String body) {
    var asked = Asked.of(request.method().name(), request.uri(), request.requestHeaders(), body);
    var script = scripts.stream().filter(s -> s.concerns(asked)).findFirst();
    return switch (script.map(s -> s.reply(asked)).orElseGet(Reply.Forward::new)) {
      case Reply.Forward _ -> forward(request, response, body, script);
      case Reply.Hold _ -> hold(request, script.orElseThrow());
      case Reply.HangUp _ -> hangUp(request);
      case Reply.Say say -> {
        if (say.error() != null) {
          response.header("x-amzn-ErrorType", say.error());
        }
        var form = say.error() == null ? Asked.Errors.JSON : asked.errors();
        yield response
            .status(say.status())
            .header("Content-Type", form == Asked.Errors.JSON ? "application/json" : "text/xml")
            .header("x-amzn-RequestId", "r-1")
            .sendString(Mono.just(say.text(asked.errors())))
            .then();
      }
    };
  }

  private Mono<Void> forward(
      HttpServerRequest request,
      HttpServerResponse response,
      String body,
      Optional<Script> script) {
    return behind
        .headers(headers ->
            request
                .requestHeaders()
                .forEach(header -> {
                  if (isForwarded(header.getKey())) {
                    headers.add(header.getKey(), header.getValue());
                  }
                }))
        .request(request.method())
        .uri(request.uri())
        .send(
            ByteBufMono.fromString(Mono.just(body), StandardCharsets.ISO_8859_1, response.alloc()))
        .responseSingle((answered, content) ->
            content
                .asByteArray()
                .defaultIfEmpty(new byte[0])
                .map(bytes -> Tuples.of(answered, bytes)))
        .flatMap(answer -> {
          script.ifPresent(s -> s.learn(new String(answer.getT2(), StandardCharsets.UTF_8)));
          response.status(answer.getT1().status());
          answer
              .getT1()
              .responseHeaders()
              .forEach(header -> {
                if (isForwarded(header.getKey())) {
                  response.addHeader(header.getKey(), header.getValue());
                }
              });
          return response.sendByteArray(Mono.just(answer.getT2())).then();
        });
  }

  private static boolean isForwarded(String header) {
    return !OF_ONE_CONNECTION.contains(header.toLowerCase(Locale.ROOT));
  }

  private static Mono<Void> hold(HttpServerRequest request, Script script) {
    request.withConnection(c -> c.onDispose(() -> script.left().complete(null)));
    script.held().complete(null);
    return Mono.never();
  }

  private static Mono<Void> hangUp(HttpServerRequest request) {
    request.withConnection(Connection::dispose);
    return Mono.never();
  }
}
