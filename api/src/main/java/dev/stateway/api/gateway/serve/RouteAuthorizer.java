package dev.stateway.api.gateway.serve;

import dev.stateway.api.gateway.mapping.GatewayRequest;
import dev.stateway.api.gateway.route.Authorization;
import dev.stateway.api.gateway.route.Route;
import dev.stateway.api.http.JsonAnswer;
import dev.stateway.api.http.RequestRefused;
import org.springframework.web.reactive.function.server.ServerRequest;
import reactor.core.publisher.Mono;

/** Decides who may use a route. */
@FunctionalInterface
public interface RouteAuthorizer {
  /**
   * The request with what is known of its sender in its context ({@code authorizer.*}, {@code
   * identity.*}); {@link RequestRefused} if it may not be.
   */
  Mono<GatewayRequest> authorize(Route route, GatewayRequest request, ServerRequest original);

  /** Lets open routes be used, and no others: what nobody can check stays closed. */
  RouteAuthorizer CLOSED =
      (route, request, _) ->
          route.authorization() instanceof Authorization.None
              ? Mono.just(request)
              : Mono.error(new RequestRefused(JsonAnswer.message(403, "Forbidden")));
}
