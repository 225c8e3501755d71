package dev.stateway.api.gateway.integration;

import dev.stateway.api.gateway.mapping.GatewayRequest;
import dev.stateway.api.gateway.route.Integration.PayloadFormat;
import dev.stateway.api.gateway.route.Route;
import dev.stateway.translator.JsonText;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A request as the event of a Lambda authorizer: that of a function without what only the backend
 * is to see, the body.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-lambda-authorizer.html#http-api-lambda-authorizer.payload-format">Authorizer
 *     payload format</a>
 */
public final class AuthorizerEvent {
  private static final List<String> ONLY_OF_BACKENDS =
      List.of(
          "version",
          "body",
          "isBase64Encoded",
          "multiValueHeaders",
          "multiValueQueryStringParameters");

  private AuthorizerEvent() {}

  /**
   * The event.
   *
   * @param version of its form
   * @param arn of the route
   * @param identity the values of the authorizer's identity sources
   */
  public static JsonNode of(
      Route route,
      GatewayRequest request,
      PayloadFormat version,
      String arn,
      List<String> identity) {
    var event = JsonText.MAPPER.createObjectNode();
    event.put("version", version.text()).put("type", "REQUEST");
    switch (version) {
      case V1 -> {
        var joined = String.join(",", identity);
        event.put("methodArn", arn);
        event.put("identitySource", joined).put("authorizationToken", joined);
      }
      case V2 -> {
        event.put("routeArn", arn);
        identity.forEach(event.putArray("identitySource")::add);
      }
    }
    var whole = (ObjectNode) LambdaEvent.of(route, request, version == PayloadFormat.V2);
    whole.remove(ONLY_OF_BACKENDS);
    ((ObjectNode) whole.get("requestContext")).remove("authorizer");
    event.setAll(whole);
    return event;
  }
}
