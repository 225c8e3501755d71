package dev.stateway.api.auth.jwt;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An issuer whose tokens are taken.
 *
 * @param issuer the claim {@code iss}, to the letter
 * @param audiences of which {@code aud} must have one, or {@code client_id} where there is no
 *     {@code aud}; empty for any
 * @param keys where its key set is; absent where its discovery document says so
 * @param algorithms with which its tokens may be signed
 * @param timing how long things may take and last
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-jwt-authorizer.html">JWT
 *     authorizers</a>
 */
public record JwtIssuer(
    String issuer,
    Set<String> audiences,
    @Nullable URI keys,
    Set<String> algorithms,
    Timing timing) {
  /** Those that can be asked for; none in which whoever verifies could sign. */
  public static final List<String> ALGORITHMS =
      List.of("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512");

  public JwtIssuer {
    audiences = Set.copyOf(audiences);
    algorithms = Set.copyOf(algorithms);
  }

  /** With RS256, as API Gateway has it, and the usual times. */
  public static JwtIssuer of(String issuer, Set<String> audiences) {
    return new JwtIssuer(issuer, audiences, null, Set.of("RS256"), Timing.USUAL);
  }

  /** The same for tokens that are for one client alone, as ID tokens are. */
  public JwtIssuer forClient(String clientId) {
    return new JwtIssuer(issuer, Set.of(clientId), keys, algorithms, timing);
  }

  /**
   * How long things may take and last.
   *
   * @param skew how far the clocks of issuer and server may be apart
   * @param keysLast how long a key set is taken as it was fetched
   * @param refreshInterval how often a key set is fetched at the most, whatever tokens ask for
   * @param patience how long the issuer may take to answer
   */
  public record Timing(
      Duration skew, Duration keysLast, Duration refreshInterval, Duration patience) {
    /** The usual times. */
    public static final Timing USUAL =
        new Timing(
            Duration.ofSeconds(60),
            Duration.ofMinutes(15),
            Duration.ofSeconds(30),
            Duration.ofMillis(1_500));
  }
}
