package dev.stateway.api.gateway.usage;

import dev.stateway.api.gateway.mapping.GatewayRequest;
import dev.stateway.api.gateway.route.Route;
import reactor.core.publisher.Mono;

/** Lets requests to routes through, as many as there may be. */
@FunctionalInterface
public interface Admission {
  /**
   * The request with what is known of it now; fails with {@link
   * dev.stateway.api.http.RequestRefused}.
   */
  Mono<GatewayRequest> admit(Route route, GatewayRequest request);
}
