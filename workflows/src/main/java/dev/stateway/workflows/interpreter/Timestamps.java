package dev.stateway.workflows.interpreter;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** Times as the context object and timestamps in definitions write them. */
final class Timestamps {
  private static final DateTimeFormatter MILLISECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSX").withZone(ZoneOffset.UTC);

  private Timestamps() {}

  static String format(Instant instant) {
    return MILLISECONDS.format(instant);
  }

  /** The time of an ISO-8601 extended offset text; empty for anything else. */
  static Optional<Instant> parse(String text) {
    try {
      return Optional.of(OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeException notATimestamp) {
      return Optional.empty();
    }
  }
}
