package dev.stateway.api.auth.jwt;

import dev.stateway.api.auth.IncomingRequest;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Verifies tokens; the keys of each issuer are kept, whoever asks for them.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7519">RFC 7519, JSON Web Token</a>
 */
public final class JwtVerifiers implements AutoCloseable {
  private final IssuerDocuments documents = new IssuerDocuments();
  private final Map<JwtIssuer, JwtVerifier> verifiers = new ConcurrentHashMap<>();
  private final Scheduler scheduler =
      Schedulers.fromExecutor(task -> Thread.ofVirtual().name("jwt").start(task));
  private final Clock clock;

  public JwtVerifiers(Clock clock) {
    this.clock = clock;
  }

  /**
   * What a token says that must be of one of these issuers; fails with {@link TokenRefused}. Nobody
   * else is asked for keys, whatever the token says.
   */
  public Mono<VerifiedToken> verify(String token, Collection<JwtIssuer> issuers) {
    var byName =
        issuers.stream()
            .collect(Collectors.toMap(JwtIssuer::issuer, Function.identity(), (first, _) -> first));
    return Mono.fromCallable(() -> verify(token, byName)).subscribeOn(scheduler);
  }

  /**
   * What the bearer token of a request says, which must be of this issuer and for one of these
   * scopes; empty for no scope at all. Fails with {@link TokenRefused}, whose answer is API
   * Gateway's.
   */
  public Mono<VerifiedToken> authorize(
      IncomingRequest request, JwtIssuer issuer, Set<String> scopes) {
    return authorize(request, List.of(issuer), scopes);
  }

  /** The same for any of these issuers. */
  public Mono<VerifiedToken> authorize(
      IncomingRequest request, Collection<JwtIssuer> issuers, Set<String> scopes) {
    return Mono.fromCallable(() ->
            BearerToken.of(request)
                .orElseThrow(
                    () -> new TokenRefused(TokenRefused.Kind.MISSING, "the request has no token")))
        .flatMap(token -> verify(token, issuers))
        .map(token -> token.requireAnyScope(scopes));
  }

  private VerifiedToken verify(String token, Map<String, JwtIssuer> issuers) {
    var text = TokenText.read(token);
    var name = text.claims().path("iss");
    var issuer = name.isString() ? issuers.get(name.stringValue()) : null;
    if (issuer == null) {
      throw TokenRefused.invalid("the token has an unknown issuer");
    }
    return verifiers.computeIfAbsent(issuer, this::verifier).verify(token, text);
  }

  private JwtVerifier verifier(JwtIssuer issuer) {
    return new JwtVerifier(issuer, new IssuerKeys(issuer, documents)::named, clock);
  }

  @Override
  public void close() {
    scheduler.dispose();
    documents.close();
  }
}
