package dev.stateway.api.gateway.usage;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;

/**
 * How many requests an API key may send in a period.
 *
 * @param limit the most requests
 * @param period which
 * @param offset the day of the week or month that a period begins with: 0 is Sunday, and the first
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/api/API_QuotaSettings.html">QuotaSettings</a>
 */
record Quota(long limit, Period period, int offset) {
  /** What a quota is for; by the calendar, in UTC. */
  enum Period {
    DAY(0),
    WEEK(6),
    MONTH(27);

    private final int largestOffset;

    Period(int largestOffset) {
      this.largestOffset = largestOffset;
    }

    /** The last day that one can begin with. */
    int largestOffset() {
      return largestOffset;
    }
  }

  /** The first day of the period that this day is in. */
  LocalDate start(LocalDate day) {
    return switch (period) {
      case DAY -> day;
      case WEEK -> day.with(TemporalAdjusters.previousOrSame(DayOfWeek.SUNDAY.plus(offset)));
      case MONTH -> {
        var thisMonth = day.withDayOfMonth(1).plusDays(offset);
        yield day.isBefore(thisMonth) ? thisMonth.minusMonths(1) : thisMonth;
      }
    };
  }
}
