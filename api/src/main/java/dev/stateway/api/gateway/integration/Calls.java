package dev.stateway.api.gateway.integration;

import dev.stateway.api.gateway.mapping.GatewayRequest;
import dev.stateway.api.gateway.mapping.GatewayResponse;
import dev.stateway.api.gateway.route.Route;
import reactor.core.publisher.Mono;

/** What answers a request that was found fit for its route. */
@FunctionalInterface
public interface Calls {
  /**
   * The answer; a {@link dev.stateway.api.error.AwsError} or a {@link
   * dev.stateway.api.http.RequestRefused} when the call is refused.
   */
  Mono<GatewayResponse> call(Route route, GatewayRequest request);
}
