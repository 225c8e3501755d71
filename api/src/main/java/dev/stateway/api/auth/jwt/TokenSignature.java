package dev.stateway.api.auth.jwt;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.crypto.factories.DefaultJWSVerifierFactory;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyOperation;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import java.math.BigInteger;
import java.security.PublicKey;
import java.text.ParseException;
import java.util.List;

/** Verifies the signature of a token with the one key it names. */
final class TokenSignature {
  private static final int SHORTEST_RSA_KEY = 2048;
  private static final BigInteger SMALLEST_EXPONENT = BigInteger.valueOf(3);

  private TokenSignature() {}

  /**
   * Fails unless this token was signed with the key.
   *
   * @param keys those of its issuer that have the id which the token names
   * @throws TokenRefused invalid_token
   */
  static void verify(String token, String algorithm, List<JWK> keys) {
    if (keys.size() != 1) {
      throw TokenRefused.invalid(
          keys.isEmpty() ? "the token's key is unknown" : "the token's key is ambiguous");
    }
    try {
      var jws = JWSObject.parse(token);
      var key = publicKey(keys.getFirst(), algorithm);
      var verifier = new DefaultJWSVerifierFactory().createJWSVerifier(jws.getHeader(), key);
      if (!jws.verify(verifier)) {
        throw TokenRefused.invalid("the token has an invalid signature");
      }
    } catch (ParseException | JOSEException | IllegalStateException _) {
      throw TokenRefused.invalid("the token has an invalid signature");
    }
  }

  private static PublicKey publicKey(JWK key, String algorithm) throws JOSEException {
    var named = key.getAlgorithm();
    var use = key.getKeyUse();
    var operations = key.getKeyOperations();
    if ((named != null && !named.getName().equals(algorithm))
        || (use != null && !use.equals(KeyUse.SIGNATURE))
        || (operations != null && !operations.contains(KeyOperation.VERIFY))) {
      throw TokenRefused.invalid("the token's key is for something else");
    }
    return switch (key) {
      case RSAKey rsa when !algorithm.startsWith("ES") -> strong(rsa);
      case ECKey ec when algorithm.startsWith("ES") -> ec.toECPublicKey();
      default -> throw TokenRefused.invalid("the token's key is for something else");
    };
  }

  private static PublicKey strong(RSAKey key) throws JOSEException {
    var rsa = key.toRSAPublicKey();
    var modulus = rsa.getModulus();
    var exponent = rsa.getPublicExponent();
    if (modulus.bitLength() < SHORTEST_RSA_KEY
        || exponent.compareTo(SMALLEST_EXPONENT) < 0
        || !exponent.testBit(0)
        || WeakModulus.isRoca(modulus)) {
      throw TokenRefused.invalid("the token's key is too weak");
    }
    return rsa;
  }
}
