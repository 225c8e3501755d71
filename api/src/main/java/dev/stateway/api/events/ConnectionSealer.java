package dev.stateway.api.events;

import dev.stateway.api.auth.Sealer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.crypto.SecretKey;

/**
 * Seals the parameters of connections under the first of its keys and opens them under any: a new
 * key is put before the old one, which is taken away when everything is sealed under the new one.
 */
final class ConnectionSealer {
  private static final int ID_BYTES = 6;

  private final Map<String, SecretKey> keys = new LinkedHashMap<>();
  private final String current;
  private final SecretKey newest;

  /** Under these keys, the newest first; one at least. */
  ConnectionSealer(List<SecretKey> keys) {
    keys.forEach(key -> this.keys.put(id(key), key));
    this.newest = keys.getFirst();
    this.current = id(newest);
  }

  /** The text, sealed for this connection alone. */
  String seal(String arn, String text) {
    return current + "." + sealer(newest, arn).seal(text);
  }

  /** What was sealed; empty when none of the keys opens it. */
  Optional<String> open(String arn, String sealed) {
    var dot = sealed.indexOf('.');
    return dot < 0
        ? Optional.empty()
        : Optional.ofNullable(keys.get(sealed.substring(0, dot)))
            .flatMap(key -> sealer(key, arn).open(sealed.substring(dot + 1)));
  }

  /** Whether it is sealed under the newest key. */
  boolean isCurrent(String sealed) {
    return sealed.startsWith(current + ".");
  }

  private static Sealer sealer(SecretKey key, String arn) {
    return new Sealer(key, "connection " + arn);
  }

  private static String id(SecretKey key) {
    try {
      var hash = MessageDigest.getInstance("SHA-256").digest(key.getEncoded());
      return HexFormat.of().formatHex(hash, 0, ID_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is part of every Java runtime", e);
    }
  }
}
