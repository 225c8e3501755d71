package dev.stateway.api.gateway.serve;

import dev.stateway.api.StatewayProperties;
import dev.stateway.api.auth.AccessControl;
import dev.stateway.api.auth.Authenticator;
import dev.stateway.api.auth.Caller;
import dev.stateway.api.auth.IncomingRequest;
import dev.stateway.api.auth.Principal;
import dev.stateway.api.auth.jwt.JwtIssuer;
import dev.stateway.api.auth.jwt.JwtVerifiers;
import dev.stateway.api.auth.jwt.TokenRefused;
import dev.stateway.api.auth.jwt.VerifiedToken;
import dev.stateway.api.error.AwsError;
import dev.stateway.api.gateway.mapping.GatewayRequest;
import dev.stateway.api.gateway.mapping.GatewayResponse;
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
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
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
  private static final String ACTION = "execute-api:Invoke";
  private static final String AUTHORIZATION = "authorization";
  private static final String API_KEY = "x-api-key";
  private static final String BEARER = "Bearer ";

  private final JwtVerifiers tokens;
  private final LambdaAuthorizers functions;
  private final AccessControl access;
  private final StatewayProperties properties;

  /**
   * An authorizer.
   *
   * @param tokens verifies tokens of the issuers that routes name
   * @param functions asks the functions that routes name
   * @param access finds out who signs, or whose key it is, and decides what they may
   * @param properties the account and region of the routes' ARNs
   */
  public IdentityAuthorizer(
      JwtVerifiers tokens,
      LambdaAuthorizers functions,
      AccessControl access,
      StatewayProperties properties) {
    this.tokens = tokens;
    this.functions = functions;
    this.access = access;
    this.properties = properties;
  }

  @Override
  public Mono<GatewayResponse> authorize(
      Route route,
      GatewayRequest request,
      ServerRequest original,
      Function<GatewayRequest, Mono<GatewayResponse>> work) {
    return switch (route.authorization()) {
      case Authorization.None() -> Mono.defer(() -> work.apply(request));
      case Authorization.Jwt jwt -> withToken(jwt, request, original, work);
      case Authorization.Lambda lambda -> withFunction(lambda, route, request, original, work);
      case Authorization.Iam _ -> withPrincipal(route, request, incoming(request, original), work);
      case Authorization.ApiKey(var header) ->
          withPrincipal(route, request, keyed(incoming(request, original), request, header), work);
    };
  }

  private static IncomingRequest incoming(GatewayRequest request, ServerRequest original) {
    return IncomingRequest.of(original, request.body().bytes());
  }

  private Mono<GatewayResponse> withToken(
      Authorization.Jwt jwt,
      GatewayRequest request,
      ServerRequest original,
      Function<GatewayRequest, Mono<GatewayResponse>> work) {
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
        .onErrorMap(TokenRefused.class, refused -> new RequestRefused(refused.answer()))
        .flatMap(verified -> {
          var caller = new Caller(holder(verified.subject()), incoming, requestId(request));
          return work.apply(request.withContext(context(verified)))
              .contextWrite(caller.asContext());
        });
  }

  private Mono<GatewayResponse> withFunction(
      Authorization.Lambda lambda,
      Route route,
      GatewayRequest request,
      ServerRequest original,
      Function<GatewayRequest, Mono<GatewayResponse>> work) {
    var arn = RouteArn.of(properties, route, request);
    var incoming = incoming(request, original);
    return functions
        .ask(lambda, route, request, arn)
        .flatMap(answer -> {
          if (!answer.allows(arn, incoming.conditionKeys())) {
            return Mono.error(forbidden());
          }
          var subject = Objects.requireNonNullElse(answer.principalId(), lambda.name());
          var caller = new Caller(holder(subject), incoming, requestId(request));
          return work.apply(request.withContext(answer.variables()))
              .contextWrite(caller.asContext());
        });
  }

  /** Who is known to an issuer or a function of a route only: nobody whom policies could name. */
  private Principal holder(String subject) {
    var arn = "arn:aws:sts::" + properties.account() + ":federated-user/" + subject;
    return new Principal(
        Principal.Type.WEB_IDENTITY,
        arn,
        arn,
        subject,
        subject,
        List.of(),
        Map.of(),
        Map.of(),
        List.of(),
        null);
  }

  private static String requestId(GatewayRequest request) {
    return request.context("requestId").orElse("");
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

  private Mono<GatewayResponse> withPrincipal(
      Route route,
      GatewayRequest request,
      IncomingRequest incoming,
      Function<GatewayRequest, Mono<GatewayResponse>> work) {
    var task = AccessControl.Task.of(ACTION, RouteArn.of(properties, route, request));
    return access
        .authenticate(incoming, Authenticator.EXECUTE_API, ACTION, requestId(request))
        .onErrorMap(AwsError.class, IdentityAuthorizer::refused)
        .flatMap(caller -> {
          if (!access.decide(caller, task).isAllowed()) {
            // Done with nothing, so that it is written down.
            return access
                .perform(caller, task, Mono::<GatewayResponse>empty)
                .onErrorMap(AwsError.class, IdentityAuthorizer::refused);
          }
          return access.perform(
              caller, task, () -> work.apply(request.withContext(context(caller.principal()))));
        });
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
