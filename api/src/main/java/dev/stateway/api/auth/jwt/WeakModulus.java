package dev.stateway.api.auth.jwt;

import java.math.BigInteger;

/**
 * Recognises RSA keys whose factors can be found.
 *
 * @see <a href="https://nvd.nist.gov/vuln/detail/CVE-2017-15361">ROCA, CVE-2017-15361</a>
 */
final class WeakModulus {
  private static final int[] PRIMES = {
    3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73, 79, 83, 89, 97,
    101, 103, 107, 109, 113, 127, 131, 137, 139, 149, 151, 157, 163, 167
  };

  private static final int GENERATOR = 65_537;

  private WeakModulus() {}

  /** Whether it is, modulo each small prime, a power of 65537: by chance that does not happen. */
  static boolean isRoca(BigInteger modulus) {
    for (var prime : PRIMES) {
      if (!isPower(modulus.mod(BigInteger.valueOf(prime)).intValue(), prime)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isPower(int residue, int prime) {
    var power = 1;
    for (var i = 0; i < prime; i++) {
      if (power == residue) {
        return true;
      }
      power = power * (GENERATOR % prime) % prime;
    }
    return false;
  }
}
