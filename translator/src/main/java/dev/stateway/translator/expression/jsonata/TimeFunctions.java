package dev.stateway.translator.expression.jsonata;

import com.dashjoin.jsonata.Functions;
import dev.stateway.translator.expression.jsonata.Builtin.Arguments;
import java.text.ParseException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.IsoFields;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The date and time functions; now is the time of the execution.
 *
 * @see <a href="https://docs.jsonata.org/date-time-functions">Date/Time functions</a>
 */
final class TimeFunctions {
  static final List<Builtin> ALL =
      List.of(
          Builtin.of("now", "<s?s?:s>", a -> format(now(), a, 0)),
          Builtin.of("millis", "<:n>", _ -> now()),
          Builtin.defined("fromMillis", "<n-s?s?:s>", a -> format(a.number(0).longValue(), a, 1)),
          Builtin.defined("toMillis", "<s-s?:n>", TimeFunctions::toMillis));

  private static final Pattern ISO_8601 =
      Pattern.compile(
          "(\\d{4})(?:-([01]\\d))?(?:-([0-3]\\d))?(?:T([0-2]\\d):([0-5]\\d):([0-5]\\d))?(?:\\.(\\d+))?(?:([+-][0-2]\\d):?([0-5]\\d)|Z)?");

  private static final Pattern WEEK_YEAR = Pattern.compile("(?<!\\[)\\[X([^\\[\\]]*)]");
  private static final Pattern ZONE = Pattern.compile("[+-]?(\\d{1,4})");

  private TimeFunctions() {}

  private static long now() {
    return Evaluation.current().entropy().now().toEpochMilli();
  }

  private static @Nullable Object format(long millis, Arguments arguments, int picture) {
    return LibraryText.call(() ->
        format(
            millis,
            (String) arguments.optional(picture),
            zone((String) arguments.optional(picture + 1))));
  }

  /**
   * The library gives the calendar's year for that of an ISO week ({@code [X]}): it is asked for
   * the calendar's year of a day in the middle of the week's year.
   */
  private static String format(long millis, @Nullable String picture, @Nullable String zone) {
    if (picture == null || !WEEK_YEAR.matcher(picture).find()) {
      return Functions.dateTimeFromMillis(millis, picture, zone);
    }
    var year = weekYear(millis, zone);
    var middle = LocalDate.of(year, 7, 1).atStartOfDay().toInstant(ZoneOffset.UTC).toEpochMilli();
    var text = new StringBuilder();
    var from = 0;
    var component = WEEK_YEAR.matcher(picture);
    while (component.find()) {
      text.append(part(millis, picture.substring(from, component.start()), zone));
      text.append(part(middle, "[Y" + component.group(1) + "]", null));
      from = component.end();
    }
    return text.append(part(millis, picture.substring(from), zone)).toString();
  }

  private static String part(long millis, String picture, @Nullable String zone) {
    return picture.isEmpty() ? "" : Functions.dateTimeFromMillis(millis, picture, zone);
  }

  private static int weekYear(long millis, @Nullable String zone) {
    int digits = zone == null ? 0 : Integer.parseInt(zone);
    var offset = Duration.ofHours(digits / 100).plusMinutes(digits % 100);
    return Instant.ofEpochMilli(millis)
        .plus(offset)
        .atOffset(ZoneOffset.UTC)
        .get(IsoFields.WEEK_BASED_YEAR);
  }

  /** The digits that a time zone begins with, as the reference implementation reads it. */
  private static @Nullable String zone(@Nullable String text) {
    if (text == null) {
      return null;
    }
    var digits = ZONE.matcher(text);
    if (!digits.lookingAt()) {
      return text;
    }
    return (text.startsWith("-") ? "-" : "+")
        + "0".repeat(4 - digits.group(1).length())
        + digits.group(1);
  }

  private static @Nullable Object toMillis(Arguments arguments) {
    var text = arguments.text(0);
    if (!arguments.has(1)) {
      var matcher = ISO_8601.matcher(text);
      if (!matcher.matches()) {
        throw JsonataError.coded("D3110", text);
      }
      return fromIso(matcher, text);
    }
    return LibraryText.call(() -> {
      try {
        return Functions.dateTimeToMillis(text, arguments.text(1));
      } catch (ParseException e) {
        throw new IllegalArgumentException(e.getMessage(), e);
      } catch (DateTimeException e) {
        throw JsonataError.coded("D3110", text);
      }
    });
  }

  /** A time without an offset is UTC: what a machine's own zone is must not matter. */
  private static long fromIso(Matcher parts, String text) {
    try {
      var date = LocalDate.of(number(parts, 1, 1), number(parts, 2, 1), number(parts, 3, 1));
      var time = LocalTime.of(number(parts, 4, 0), number(parts, 5, 0), number(parts, 6, 0));
      var fraction =
          parts.group(7) == null ? 0 : Integer.parseInt((parts.group(7) + "00").substring(0, 3));
      var hours = number(parts, 8, 0);
      var minutes = number(parts, 9, 0);
      var negative = parts.group(8) != null && parts.group(8).startsWith("-");
      var offset = ZoneOffset.ofHoursMinutes(hours, negative ? -minutes : minutes);
      return date.atTime(time).toInstant(offset).toEpochMilli() + fraction;
    } catch (DateTimeException e) {
      throw JsonataError.coded("D3110", text);
    }
  }

  private static int number(Matcher parts, int group, int missing) {
    return parts.group(group) == null ? missing : Integer.parseInt(parts.group(group));
  }
}
