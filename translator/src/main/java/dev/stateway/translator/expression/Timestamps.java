package dev.stateway.translator.expression;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * ASL's timestamps: RFC 3339 with a capital T and, for UTC, a capital Z.
 *
 * @see <a href="https://states-language.net/spec.html#timestamps">Timestamps</a>
 */
public final class Timestamps {
  // The JDK's parser also takes lower case, missing seconds and offsets with seconds.
  private static final Pattern PROFILE =
      Pattern.compile(
          "\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?(Z|[+-]\\d{2}:\\d{2})");

  private Timestamps() {}

  /** The moment this text names; empty if it is not a timestamp. */
  public static Optional<Instant> parse(String text) {
    if (!PROFILE.matcher(text).matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }
}
