package dev.stateway.api.gateway.openapi;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Ids of APIs, in API Gateway's form: ten characters of a-z and 0-9. */
final class ApiIds {
  private static final int LENGTH = 10;

  private ApiIds() {}

  /** That of a file: the same at every start. */
  static String of(Path file) {
    try {
      var digest =
          MessageDigest.getInstance("SHA-256")
              .digest(file.toString().getBytes(StandardCharsets.UTF_8));
      return new BigInteger(1, digest).toString(Character.MAX_RADIX).substring(0, LENGTH);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
