package dev.stateway.api.http.edge;

import io.netty.channel.ChannelPipeline;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.netty.NettyPipeline;
import reactor.netty.http.server.HttpServer;

/** Sets the bounds of the server: sizes as API Gateway has them, and times. */
@Configuration(proxyBeanMethods = false)
class ServerLimits {
  /** The request line and all headers. */
  private static final int LARGEST_HEAD = 10_240;

  private static final int MOST_CONNECTIONS = 20_000;
  private static final Duration HEAD = Duration.ofSeconds(10);
  private static final Duration REQUEST = Duration.ofSeconds(60);
  private static final Duration READ = Duration.ofSeconds(20);
  private static final Duration IDLE = Duration.ofSeconds(75);

  @Bean
  WebServerFactoryCustomizer<NettyReactiveWebServerFactory> boundedServer() {
    return factory -> factory.addServerCustomizers(ServerLimits::bounded);
  }

  private static HttpServer bounded(HttpServer server) {
    var connections = new AtomicInteger();
    return server
        .httpRequestDecoder(decoder ->
            decoder
                .maxInitialLineLength(LARGEST_HEAD)
                .maxHeaderSize(LARGEST_HEAD)
                .validateHeaders(true)
                .allowDuplicateContentLengths(false))
        .idleTimeout(IDLE)
        .readTimeout(READ)
        .requestTimeout(REQUEST)
        .doOnChannelInit((_, channel, _) -> {
          if (connections.incrementAndGet() > MOST_CONNECTIONS) {
            var _ = channel.close();
          }
          channel.closeFuture().addListener(_ -> connections.decrementAndGet());
          guard(channel.pipeline());
        });
  }

  private static void guard(ChannelPipeline pipeline) {
    if (pipeline.get(NettyPipeline.HttpCodec) == null) {
      return;
    }
    var state = new ConnectionState();
    pipeline.addBefore(NettyPipeline.HttpCodec, "stateway.head", new HeadGuard(state, HEAD));
    pipeline.addAfter(NettyPipeline.HttpCodec, "stateway.request", new RequestGuard(state));
  }
}
