package dev.stateway.api.auth;

import dev.stateway.api.auth.identity.IdentityStore;
import dev.stateway.api.auth.identity.Principals;
import dev.stateway.api.auth.jwt.BearerToken;
import dev.stateway.api.auth.jwt.JwtVerifiers;
import dev.stateway.api.auth.jwt.TokenRefused;
import dev.stateway.api.auth.sigv4.AccessKeys;
import dev.stateway.api.auth.sigv4.SignatureVerifier;
import dev.stateway.api.auth.sigv4.SignatureVerifier.Demands;
import dev.stateway.api.error.AwsError;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import reactor.core.publisher.Mono;

/**
 * Finds out who sends a request: a bearer token is a JWT or an API key, the header {@code
 * X-Api-Key} an API key, all else must be signed.
 */
final class RequestAuthenticator implements Authenticator {
  private static final Duration SKEW = Duration.ofMinutes(5);
  private static final Duration STS_SKEW = Duration.ofMinutes(15);

  private final IdentityStore identities;
  private final SignatureVerifier signatures;
  private final JwtVerifiers tokens;
  private final Clock clock;

  RequestAuthenticator(
      IdentityStore identities, AccessKeys keys, JwtVerifiers tokens, Clock clock) {
    this.identities = identities;
    this.signatures = new SignatureVerifier(keys, clock);
    this.tokens = tokens;
    this.clock = clock;
  }

  @Override
  public Mono<Principal> authenticate(IncomingRequest request, String service) {
    return Mono.defer(() ->
            bearer(request)
                .map(this::holder)
                .orElseGet(() ->
                    Mono.fromCallable(() ->
                        apiKey(request)
                            .map(this::ofApiKey)
                            .orElseGet(() -> signer(request, service)))))
        .onErrorMap(TokenRefused.class, RequestAuthenticator::refused);
  }

  private static Optional<String> bearer(IncomingRequest request) {
    return BearerToken.of(request);
  }

  private static Optional<String> apiKey(IncomingRequest request) {
    return request.headers().containsKey("authorization")
        ? Optional.empty()
        : request.header("x-api-key");
  }

  private Mono<Principal> holder(String token) {
    if (token.indexOf('.') < 0) {
      return Mono.fromCallable(() -> ofApiKey(token));
    }
    var current = identities.current();
    var issuers = current.issuers().values().stream().map(issuer -> issuer.jwt()).toList();
    return tokens
        .verify(token, issuers)
        .flatMap(verified ->
            Mono.justOrEmpty(current.issuers().get(verified.issuer()))
                .map(issuer -> Principals.holder(verified, issuer, current)));
  }

  private Principal ofApiKey(String key) {
    return identities
        .userOfApiKey(key, clock.instant())
        .map(user -> Principals.user(user, null))
        .orElseThrow(AwsError::unrecognizedClient);
  }

  private Principal signer(IncomingRequest request, String service) {
    var skew = service.equals(STS) ? STS_SKEW : SKEW;
    return signatures.verify(
        request, new Demands(service, identities.current().regions(), skew, false));
  }

  private static AwsError refused(TokenRefused refused) {
    return switch (refused.kind()) {
      case MISSING -> AwsError.missingAuthenticationToken();
      case ISSUER_UNAVAILABLE -> AwsError.unavailable(String.valueOf(refused.getMessage()));
      case INVALID_REQUEST, INVALID_TOKEN, INSUFFICIENT_SCOPE ->
          AwsError.unrecognizedClient(String.valueOf(refused.getMessage()));
    };
  }
}
