package dev.stateway.api.gateway.usage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stateway.api.gateway.usage.Quota.Period;
import java.time.LocalDate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class QuotaTest {
  @ParameterizedTest
  @CsvSource({
    "DAY, 0, 2026-03-01, 2026-03-01",
    // A Wednesday.
    "WEEK, 0, 2026-07-01, 2026-06-28",
    "WEEK, 1, 2026-07-01, 2026-06-29",
    "WEEK, 3, 2026-07-01, 2026-07-01",
    "WEEK, 6, 2026-07-01, 2026-06-27",
    "MONTH, 0, 2026-03-31, 2026-03-01",
    "MONTH, 14, 2026-03-14, 2026-02-15",
    "MONTH, 14, 2026-03-15, 2026-03-15",
    "MONTH, 27, 2026-03-01, 2026-02-28",
    "MONTH, 27, 2026-01-05, 2025-12-28",
  })
  void beginsByTheCalendar(Period period, int offset, LocalDate day, LocalDate start) {
    assertThat(new Quota(1, period, offset).start(day)).isEqualTo(start);
  }
}
