package dev.stateway.activities.http;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * When a server that does not take a request just now wants it again.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#field.retry-after">Retry-After</a>
 */
final class RetryAfter {
  private static final Duration SHORTEST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofMinutes(2);
  private static final List<Integer> STATUSES = List.of(429, 503);

  private RetryAfter() {}

  /** After which time, within bounds; empty where the answer does not say. */
  static Optional<Duration> of(int status, Map<String, List<String>> headers, Clock clock) {
    if (!STATUSES.contains(status)) {
      return Optional.empty();
    }
    return headers.entrySet().stream()
        .filter(header -> header.getKey().equalsIgnoreCase("Retry-After"))
        .flatMap(header -> header.getValue().stream())
        .findFirst()
        .flatMap(text -> delay(text.strip(), clock))
        .map(RetryAfter::bounded);
  }

  private static Optional<Duration> delay(String text, Clock clock) {
    if (text.matches("\\d{1,9}")) {
      return Optional.of(Duration.ofSeconds(Long.parseLong(text)));
    }
    try {
      var time = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME);
      return Optional.of(Duration.between(clock.instant(), time.toInstant()));
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }

  private static Duration bounded(Duration delay) {
    if (delay.compareTo(SHORTEST) < 0) {
      return SHORTEST;
    }
    return delay.compareTo(LONGEST) > 0 ? LONGEST : delay;
  }
}
