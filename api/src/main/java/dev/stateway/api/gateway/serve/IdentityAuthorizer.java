package dev.stateway.api.gateway.serve;

import dev.stateway.api.StatewayProperties;
import dev.stateway.api.auth.AccessRequest;
import dev.stateway.api.auth.Authenticator;
import dev.stateway.api.auth.IncomingRequest;
import dev.stateway.api.auth.Permissions;
import dev.stateway.api.auth.Principal;
import dev.stateway.api.auth.jwt.JwtIssuer;
import dev.stateway.api.auth.jwt.JwtVerifiers;
import dev.stateway.api.auth.jwt.TokenRefused;
import dev.stateway.api.auth.jwt.VerifiedToken;
import dev.stateway.api.error.AwsError;
import dev.stateway.api.gateway.mapping.GatewayRequest;
import dev.stateway.api.gateway.mapping.ParameterMapping;
import dev.stateway.api.gateway.route.Authorization;
import dev.stateway.api.gateway.route.Route;
import dev.stateway.api.http.JsonAnswer;
import dev.stateway.api.http.RequestRefused;
import dev.stateway.translator.JsonText;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.reactive.function.server.ServerRequest;
import reactor.core.publisher.Mono;

/**
 * Lets use routes who is who the route says: the holder of an issuer's token, or a principal that
 * may {@code execute-api:Invoke} it.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-access-control.html">Access
 *     control for HTTP APIs</a>
 */
public final class IdentityAuthorizer implements RouteAuthorizer {
  private static final Logger LOG = LoggerFactory.getLogger(IdentityAuthorizer.class);
  private static final String AUTHORIZATION = "authorization";
  private static final String API_KEY = "x-api-key";
  private static final String BEARER = "Bearer ";

  private final JwtVerifiers tokens;
  private final @Nullable Authenticator authenticator;
  private final @Nullable Permissions permissions;
  private final StatewayProperties properties;

  /**
   * An authorizer.
   *
   * @param tokens verifies tokens of the issuers that routes name
   * @param authenticator finds out who signs, or whose key it is; absent where nobody is known
   * @param permissions decides what they may; absent where nobody is known
   * @param properties the account and region of the routes' ARNs
   */
  public IdentityAuthorizer(
      JwtVerifiers tokens,
      @Nullable Authenticator authenticator,
      @Nullable Permissions permissions,
      StatewayProperties properties) {
    this.tokens = tokens;
    this.authenticator = authenticator;
    this.permissions = permissions;
    this.properties = properties;
  }

  @Override
  public Mono<GatewayRequest> authorize(
      Route route, GatewayRequest request, ServerRequest original) {
    return switch (route.authorization()) {
      case Authorization.None() -> Mono.just(request);
      case Authorization.Jwt jwt -> withToken(jwt, request, original);
      case Authorization.Iam() -> withPrincipal(route, request, incoming(request, original));
      case Authorization.ApiKey(var header) ->
          withPrincipal(route, request, keyed(incoming(request, original), request, header));
    };
  }

  private static IncomingRequest incoming(GatewayRequest request, ServerRequest original) {
    return IncomingRequest.of(original, request.body().bytes());
  }

  private Mono<GatewayRequest> withToken(
      Authorization.Jwt jwt, GatewayRequest request, ServerRequest original) {
    var issuer = JwtIssuer.of(jwt.issuer(), Set.copyOf(jwt.audiences()));
    var token =
        ParameterMapping.parse(jwt.identitySource())
            .evaluate(request)
            .map(text ->
                text.regionMatches(true, 0, BEARER, 0, BEARER.length())
                    ? text.substring(BEARER.length())
                    : text);
    var incoming =
        with(
            incoming(request, original),
            AUTHORIZATION,
            token.map(text -> List.of(BEARER + text.strip())).orElse(List.of()));
    return tokens
        .authorize(incoming, issuer, Set.copyOf(jwt.scopes()))
        .map(verified -> request.withContext(context(verified)))
        .onErrorMap(TokenRefused.class, refused -> new RequestRefused(refused.answer()));
  }

  private static Map<String, String> context(VerifiedToken token) {
    var context = new HashMap<String, String>();
    for (var claim : token.claims().properties()) {
      var value = claim.getValue();
      context.put(
          "authorizer.claims." + claim.getKey(),
          value.isString() ? value.stringValue() : JsonText.write(value));
    }
    context.put("authorizer.principalId", token.subject());
    if (!token.scopes().isEmpty()) {
      context.put("authorizer.scopes", String.join(" ", token.scopes()));
    }
    return context;
  }

  /** A request whose key is in the header that the API says, and that proves itself by no more. */
  private static IncomingRequest keyed(
      IncomingRequest incoming, GatewayRequest request, String header) {
    return with(with(incoming, AUTHORIZATION, List.of()), API_KEY, request.header(header));
  }

  private static IncomingRequest with(IncomingRequest incoming, String name, List<String> values) {
    var headers = new LinkedHashMap<>(incoming.headers());
    if (values.isEmpty()) {
      headers.remove(name);
    } else {
      headers.put(name, values);
    }
    return new IncomingRequest(
        incoming.method(),
        incoming.rawPath(),
        incoming.rawQuery(),
        headers,
        incoming.bodyHash(),
        incoming.secure(),
        incoming.sourceIp());
  }

  private Mono<GatewayRequest> withPrincipal(
      Route route, GatewayRequest request, IncomingRequest incoming) {
    var decides = permissions;
    if (authenticator == null || decides == null) {
      return Mono.error(forbidden());
    }
    return authenticator
        .authenticate(incoming, Authenticator.EXECUTE_API)
        .onErrorMap(AwsError.class, IdentityAuthorizer::refused)
        .map(principal -> {
          var access =
              new AccessRequest(
                  principal, "execute-api:Invoke", arn(route, request), incoming.conditionKeys());
          var decision = decides.decide(access);
          if (!decision.isAllowed()) {
            LOG.info("{}", decision.refusal().text());
            throw forbidden();
          }
          return request.withContext(context(principal));
        });
  }

  private String arn(Route route, GatewayRequest request) {
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

  private static RuntimeException refused(AwsError error) {
    return error.isUnavailable()
        ? new RequestRefused(JsonAnswer.message(503, "Service Unavailable").withRetryAfter())
        : forbidden();
  }

  private static RequestRefused forbidden() {
    return new RequestRefused(JsonAnswer.message(403, "Forbidden"));
  }

  private static Map<String, String> context(Principal principal) {
    return Map.of(
        "authorizer.principalId",
        principal.arn(),
        "identity.userArn",
        principal.arn(),
        "identity.accountId",
        principal.account(),
        "identity.caller",
        principal.userId(),
        "identity.user",
        principal.userId());
  }
}
