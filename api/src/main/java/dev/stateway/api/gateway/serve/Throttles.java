package dev.stateway.api.gateway.serve;

import dev.stateway.api.gateway.mapping.GatewayRequest;
import dev.stateway.api.gateway.route.Route;
import dev.stateway.api.gateway.usage.TokenBuckets;
import dev.stateway.api.http.RequestRefused;

/** Lets through as many requests as routes say. */
final class Throttles {
  private final TokenBuckets buckets = new TokenBuckets();

  private record Owner(String apiId, String stage, String routeKey, String caller) {}

  /**
   * Takes a token.
   *
   * @throws RequestRefused there is none: 429 with the seconds until there is one
   */
  void require(Route route, GatewayRequest request) {
    var throttle = route.rules().throttle();
    if (throttle == null) {
      return;
    }
    var caller =
        switch (throttle.per()) {
          case ROUTE -> "";
          case PRINCIPAL ->
              request
                  .context("authorizer.principalId")
                  .or(() -> request.context("identity.sourceIp"))
                  .orElse("unknown");
        };
    var api = route.api();
    buckets.take(new Owner(api.id(), api.stage(), route.key().text(), caller), throttle);
  }
}
