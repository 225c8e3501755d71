package dev.stateway.api.auth.jwt;

import com.nimbusds.jose.jwk.JWK;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/**
 * Verifies the tokens of one issuer. Blocks while the issuer's keys are fetched.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-jwt-authorizer.html">JWT
 *     authorizers</a>
 */
final class JwtVerifier {
  private final JwtIssuer issuer;
  private final Function<String, List<JWK>> keys;
  private final Clock clock;

  JwtVerifier(JwtIssuer issuer, Function<String, List<JWK>> keys, Clock clock) {
    this.issuer = issuer;
    this.keys = keys;
    this.clock = clock;
  }

  /**
   * What a token says.
   *
   * @param text the token, taken apart
   * @throws TokenRefused it is not good
   */
  VerifiedToken verify(String token, TokenText text) {
    if (!issuer.algorithms().contains(text.algorithm())) {
      throw TokenRefused.invalid("the token is signed with an algorithm that is not allowed");
    }
    var claims = text.claims();
    if (!issuer.issuer().equals(claims.path("iss").asString(""))) {
      throw TokenRefused.invalid("the token has another issuer");
    }
    TokenSignature.verify(token, text.algorithm(), keys.apply(text.keyId()));
    checkTimes(claims);
    checkAudience(claims);
    return new VerifiedToken(issuer.issuer(), claims.path("sub").asString(""), claims);
  }

  private void checkTimes(JsonNode claims) {
    var now = BigDecimal.valueOf(clock.instant().getEpochSecond());
    var skew = BigDecimal.valueOf(seconds(issuer.timing().skew()));
    var expires = claims.path("exp");
    if (!isTime(expires)) {
      throw TokenRefused.invalid("the token does not say when it expires");
    }
    if (now.compareTo(expires.decimalValue().add(skew)) > 0) {
      throw TokenRefused.invalid("the token has expired");
    }
    for (var name : List.of("nbf", "iat")) {
      var from = claims.path(name);
      if (from.isMissingNode()) {
        continue;
      }
      if (!isTime(from) || from.decimalValue().compareTo(now.add(skew)) > 0) {
        throw TokenRefused.invalid("the token is not valid yet");
      }
    }
  }

  private static long seconds(Duration duration) {
    return duration.toSeconds();
  }

  private static final BigDecimal LATEST = BigDecimal.valueOf(253_402_300_799L); // the year 9999

  private static boolean isTime(JsonNode node) {
    return node.isNumber()
        && node.decimalValue().signum() >= 0
        && node.decimalValue().compareTo(LATEST) <= 0;
  }

  private void checkAudience(JsonNode claims) {
    if (issuer.audiences().isEmpty()) {
      return;
    }
    // As API Gateway has it, the client counts only where no audience is named.
    var audience = claims.has("aud") ? claims.path("aud") : claims.path("client_id");
    var named =
        audience.isArray()
            ? audience.valueStream().map(each -> each.asString("")).toList()
            : List.of(audience.asString(""));
    if (named.stream().noneMatch(issuer.audiences()::contains)) {
      throw TokenRefused.invalid("the token does not have a valid audience");
    }
  }
}
