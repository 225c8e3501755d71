package dev.stateway.api.auth.oidc;

import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.BadJWTException;
import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.openid.connect.sdk.AuthenticationRequest;
import com.nimbusds.openid.connect.sdk.AuthenticationResponse;
import com.nimbusds.openid.connect.sdk.AuthenticationResponseParser;
import com.nimbusds.openid.connect.sdk.Nonce;
import com.nimbusds.openid.connect.sdk.validators.IDTokenClaimsVerifier;
import dev.stateway.api.auth.identity.Identities.Issuer;
import dev.stateway.api.auth.identity.Identities.Login;
import dev.stateway.api.auth.jwt.IssuerDocuments;
import dev.stateway.api.auth.jwt.JwtIssuer;
import dev.stateway.api.auth.jwt.JwtVerifiers;
import dev.stateway.api.auth.jwt.TokenRefused;
import dev.stateway.api.auth.jwt.VerifiedToken;
import dev.stateway.translator.JsonText;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Signs people in at an issuer: sends their browsers there and learns who they are when they come
 * back, by the authorization code flow with PKCE, state and nonce.
 *
 * @see <a href="https://openid.net/specs/openid-connect-core-1_0.html#CodeFlowAuth">Authorization
 *     code flow</a>
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9700">RFC 9700, best practice of OAuth 2.0</a>
 */
public final class AuthorizationCodeFlow implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(AuthorizationCodeFlow.class);

  /** An issuer that is away is asked no more often, whoever wants to sign in. */
  private static final Duration AFTER_FAILURE = Duration.ofSeconds(5);

  private final JwtVerifiers verifiers;
  private final URI redirectUri;
  private final IssuerDocuments documents = new IssuerDocuments();
  private final TokenEndpoint tokens = new TokenEndpoint(documents);
  private final Map<JwtIssuer, Mono<ProviderMetadata>> providers = new ConcurrentHashMap<>();
  private final Scheduler scheduler =
      Schedulers.fromExecutor(task -> Thread.ofVirtual().name("oidc").start(task));

  /**
   * Makes one.
   *
   * @param redirectUri where issuers send browsers back to, as it is registered with them
   */
  public AuthorizationCodeFlow(JwtVerifiers verifiers, URI redirectUri) {
    this.verifiers = verifiers;
    this.redirectUri = redirectUri;
  }

  /** Where to send a browser, and what it has to bring back. */
  public record Begun(URI place, LoginAttempt attempt) {}

  /** Begins to sign somebody in; fails with {@link LoginRefused}. */
  public Mono<Begun> begin(Issuer issuer, String next) {
    var login = login(issuer);
    return metadata(issuer.jwt())
        .map(metadata -> {
          var verifier = new CodeVerifier();
          var state = new State();
          var nonce = new Nonce();
          var request =
              new AuthenticationRequest.Builder(
                      ResponseType.CODE,
                      new Scope(login.scopes().toArray(String[]::new)),
                      new ClientID(login.clientId()),
                      redirectUri)
                  .endpointURI(metadata.authorization())
                  .state(state)
                  .nonce(nonce)
                  .codeChallenge(verifier, CodeChallengeMethod.S256)
                  .build();
          var attempt =
              new LoginAttempt(
                  issuer.jwt().issuer(),
                  state.getValue(),
                  nonce.getValue(),
                  verifier.getValue(),
                  next);
          return new Begun(request.toURI(), attempt);
        });
  }

  /**
   * The ID token of whom the issuer has sent back; fails with {@link LoginRefused}.
   *
   * @param attempt what the same browser began
   * @param answer the address that it was sent to
   */
  public Mono<VerifiedToken> finish(Issuer issuer, LoginAttempt attempt, URI answer) {
    var login = login(issuer);
    return metadata(issuer.jwt())
        .flatMap(metadata ->
            Mono.fromCallable(
                    () -> {
                      var code = code(metadata, attempt, answer);
                      return tokens.redeem(metadata, login, code, attempt, redirectUri);
                    })
                .subscribeOn(scheduler))
        .flatMap(
            token -> verifiers.verify(token, List.of(issuer.jwt().forClient(login.clientId()))))
        .doOnNext(token -> check(token, issuer.jwt(), login, attempt))
        .onErrorMap(TokenRefused.class, AuthorizationCodeFlow::refused);
  }

  private static Login login(Issuer issuer) {
    return issuer
        .login()
        .orElseThrow(() -> LoginRefused.because("Nobody can sign in at this issuer"));
  }

  private Mono<ProviderMetadata> metadata(JwtIssuer issuer) {
    return providers.computeIfAbsent(
        issuer,
        key ->
            Mono.fromCallable(() -> fetch(key))
                .subscribeOn(scheduler)
                .cache(_ -> key.timing().keysLast(), _ -> AFTER_FAILURE, () -> Duration.ZERO));
  }

  private ProviderMetadata fetch(JwtIssuer issuer) {
    try {
      return ProviderMetadata.fetch(documents, issuer);
    } catch (IOException failure) {
      LOG.warn("nobody can sign in at {}: {}", issuer.issuer(), failure.getMessage());
      throw LoginRefused.unavailable("The issuer cannot be asked. Try again later.");
    }
  }

  /** The code of an answer to just this attempt. */
  private static AuthorizationCode code(
      ProviderMetadata metadata, LoginAttempt attempt, URI answer) {
    var response = parse(answer);
    if (response.getState() == null || !response.getState().getValue().equals(attempt.state())) {
      throw LoginRefused.because("The answer is to another login than the browser's last");
    }
    var named = response.getIssuer();
    if (named == null ? metadata.namesItself() : !named.getValue().equals(attempt.issuer())) {
      throw LoginRefused.because("The answer is another issuer's");
    }
    if (!response.indicatesSuccess()) {
      var error = response.toErrorResponse().getErrorObject();
      throw LoginRefused.because("The issuer signs nobody in: " + error.getCode());
    }
    var code = response.toSuccessResponse().getAuthorizationCode();
    if (code == null) {
      throw LoginRefused.because("The issuer's answer has no code");
    }
    return code;
  }

  private static AuthenticationResponse parse(URI answer) {
    try {
      return AuthenticationResponseParser.parse(answer);
    } catch (ParseException _) {
      throw LoginRefused.because("The issuer's answer cannot be read");
    }
  }

  /** What an ID token has to say besides what every token has to. */
  private static void check(
      VerifiedToken token, JwtIssuer issuer, Login login, LoginAttempt attempt) {
    try {
      new IDTokenClaimsVerifier(
              new com.nimbusds.oauth2.sdk.id.Issuer(issuer.issuer()),
              new ClientID(login.clientId()),
              new Nonce(attempt.nonce()),
              (int) issuer.timing().skew().toSeconds())
          .verify(JWTClaimsSet.parse(JsonText.write(token.claims())), (SecurityContext) null);
    } catch (BadJWTException | java.text.ParseException failure) {
      throw LoginRefused.because("The ID token is not taken: " + failure.getMessage());
    }
  }

  private static LoginRefused refused(TokenRefused refused) {
    return refused.kind() == TokenRefused.Kind.ISSUER_UNAVAILABLE
        ? LoginRefused.unavailable("The issuer cannot be asked. Try again later.")
        : LoginRefused.because("The ID token is not taken: " + refused.getMessage());
  }

  @Override
  public void close() {
    scheduler.dispose();
    documents.close();
  }
}
