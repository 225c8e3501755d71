package dev.stateway.translator.expression;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** The hash functions of {@code States.Hash} and JSONata's {@code $hash}. */
public final class Hashes {
  /** By the names that AWS takes. */
  public static final List<String> ALGORITHMS =
      List.of("MD5", "SHA-1", "SHA-256", "SHA-384", "SHA-512");

  private Hashes() {}

  /** The hash of the text's UTF-8 bytes in hexadecimal; empty for an unknown algorithm. */
  public static Optional<String> hex(String algorithm, String data) {
    if (!ALGORITHMS.contains(algorithm)) {
      return Optional.empty();
    }
    try {
      var digest = MessageDigest.getInstance(algorithm);
      return Optional.of(
          HexFormat.of().formatHex(digest.digest(data.getBytes(StandardCharsets.UTF_8))));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java lacks " + algorithm, e);
    }
  }
}
