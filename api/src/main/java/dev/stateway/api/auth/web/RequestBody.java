package dev.stateway.api.auth.web;

import java.util.function.BiFunction;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Lets a filter read the body of a request, and whoever comes after it once more. */
final class RequestBody {
  private RequestBody() {}

  /**
   * Reads the body, and goes on with it and with the request as if it had not been read; a
   * DataBufferLimitException when it is larger than this.
   */
  static Mono<Void> read(
      ServerWebExchange exchange,
      int largest,
      BiFunction<byte[], ServerWebExchange, Mono<Void>> then) {
    return DataBufferUtils.join(exchange.getRequest().getBody(), largest)
        .map(RequestBody::bytes)
        .defaultIfEmpty(new byte[0])
        .flatMap(bytes -> then.apply(bytes, again(exchange, bytes)));
  }

  private static byte[] bytes(DataBuffer buffer) {
    var bytes = new byte[buffer.readableByteCount()];
    buffer.read(bytes);
    DataBufferUtils.release(buffer);
    return bytes;
  }

  private static ServerWebExchange again(ServerWebExchange exchange, byte[] bytes) {
    var request =
        new ServerHttpRequestDecorator(exchange.getRequest()) {
          @Override
          public Flux<DataBuffer> getBody() {
            return Flux.defer(() -> Flux.just(exchange.getResponse().bufferFactory().wrap(bytes)));
          }
        };
    return exchange.mutate().request(request).build();
  }
}
