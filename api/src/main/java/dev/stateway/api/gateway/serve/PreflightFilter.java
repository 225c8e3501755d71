package dev.stateway.api.gateway.serve;

import java.util.List;
import org.springframework.http.codec.HttpMessageWriter;
import org.springframework.web.cors.reactive.CorsUtils;
import org.springframework.web.reactive.function.server.HandlerStrategies;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.reactive.result.view.ViewResolver;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Brings what browsers ask before they call another origin to the gateway: the framework would
 * answer it by itself, with no, before any route is looked for.
 */
public final class PreflightFilter implements WebFilter {
  private static final HandlerStrategies STRATEGIES = HandlerStrategies.withDefaults();

  private final GatewayHandler gateway;

  public PreflightFilter(GatewayHandler gateway) {
    this.gateway = gateway;
  }

  @Override
  public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
    if (!CorsUtils.isPreFlightRequest(exchange.getRequest())) {
      return chain.filter(exchange);
    }
    return gateway
        .handle(ServerRequest.create(exchange, STRATEGIES.messageReaders()))
        .flatMap(answer -> answer.writeTo(exchange, new Writers()));
  }

  private static final class Writers implements ServerResponse.Context {
    @Override
    public List<HttpMessageWriter<?>> messageWriters() {
      return STRATEGIES.messageWriters();
    }

    @Override
    public List<ViewResolver> viewResolvers() {
      return STRATEGIES.viewResolvers();
    }
  }
}
