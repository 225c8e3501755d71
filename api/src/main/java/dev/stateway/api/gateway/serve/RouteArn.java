package dev.stateway.api.gateway.serve;

import dev.stateway.api.StatewayProperties;
import dev.stateway.api.gateway.mapping.GatewayRequest;
import dev.stateway.api.gateway.route.Route;

/**
 * What policies know a request to a route as.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-control-access-using-iam-policies-to-invoke-api.html">Resources
 *     of execute-api</a>
 */
final class RouteArn {
  private RouteArn() {}

  /** {@code arn:aws:execute-api:REGION:ACCOUNT:API/STAGE/METHOD/path}. */
  static String of(StatewayProperties properties, Route route, GatewayRequest request) {
    return "arn:aws:execute-api:"
        + properties.region()
        + ":"
        + properties.account()
        + ":"
        + route.api().id()
        + "/"
        + route.api().stage()
        + "/"
        + request.line().method()
        + request.line().path();
  }
}
