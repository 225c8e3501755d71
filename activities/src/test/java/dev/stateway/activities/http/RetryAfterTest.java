package dev.stateway.activities.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RetryAfterTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-01-02T03:04:05Z"), ZoneOffset.UTC);

  private static Optional<Duration> after(int status, String value) {
    return RetryAfter.of(status, Map.of("retry-after", List.of(value)), CLOCK);
  }

  @Test
  void takesSecondsAndDates() {
    assertThat(after(503, "30")).contains(Duration.ofSeconds(30));
    assertThat(after(429, " 7 ")).contains(Duration.ofSeconds(7));
    assertThat(after(429, "Fri, 2 Jan 2026 03:04:50 GMT")).contains(Duration.ofSeconds(45));
  }

  @Test
  void staysWithinBounds() {
    assertThat(after(503, "0")).contains(Duration.ofSeconds(1));
    assertThat(after(503, "Fri, 2 Jan 2026 03:04:00 GMT")).contains(Duration.ofSeconds(1));
    assertThat(after(503, "86400")).contains(Duration.ofMinutes(2));
  }

  @Test
  void isOfOtherAnswersNone() {
    assertThat(after(500, "30")).isEmpty();
    assertThat(after(503, "soon")).isEmpty();
    assertThat(after(503, "-1")).isEmpty();
    assertThat(RetryAfter.of(503, Map.of(), CLOCK)).isEmpty();
  }
}
