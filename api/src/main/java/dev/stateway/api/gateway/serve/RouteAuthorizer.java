package dev.stateway.api.gateway.serve;

import dev.stateway.api.gateway.mapping.GatewayRequest;
import dev.stateway.api.gateway.mapping.GatewayResponse;
import dev.stateway.api.gateway.route.Authorization;
import dev.stateway.api.gateway.route.Route;
import dev.stateway.api.http.JsonAnswer;
import dev.stateway.api.http.RequestRefused;
import java.util.function.Function;
import org.springframework.web.reactive.function.server.ServerRequest;
import reactor.core.publisher.Mono;

/** Decides who may use a route. */
@FunctionalInterface
public interface RouteAuthorizer {
  /**
   * Does what the route does, for who may use it: with what is known of them in the request's
   * context ({@code authorizer.*}, {@code identity.*}). Fails with {@link RequestRefused} for all
   * others.
   */
  Mono<GatewayResponse> authorize(
      Route route,
      GatewayRequest request,
      ServerRequest original,
      Function<GatewayRequest, Mono<GatewayResponse>> work);

  /** Lets open routes be used, and no others: what nobody can check stays closed. */
  RouteAuthorizer CLOSED =
      (route, request, _, work) ->
          route.authorization() instanceof Authorization.None
              ? work.apply(request)
              : Mono.error(new RequestRefused(JsonAnswer.message(403, "Forbidden")));
}
