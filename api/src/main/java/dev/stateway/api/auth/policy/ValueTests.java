package dev.stateway.api.auth.policy;

import dev.stateway.api.auth.policy.TextPattern.Resolved;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.function.IntPredicate;

/**
 * The comparisons of condition operators; a value that is not of the operator's kind never fits.
 */
final class ValueTests {
  private static final int ARN_PARTS = 6;
  private static final int LONGEST_NUMBER = 64;

  private ValueTests() {}

  /** How the request's value stands to the wanted one, as numbers. */
  static boolean numbers(Resolved wanted, String value, IntPredicate order) {
    return number(value)
        .flatMap(left -> number(wanted.literal()).map(left::compareTo))
        .map(order::test)
        .orElse(false);
  }

  /** How the request's value stands to the wanted one, as times. */
  static boolean dates(Resolved wanted, String value, IntPredicate order) {
    return instant(value)
        .flatMap(left -> instant(wanted.literal()).map(left::compareTo))
        .map(order::test)
        .orElse(false);
  }

  static Optional<BigDecimal> number(String text) {
    try {
      return text.length() > LONGEST_NUMBER ? Optional.empty() : Optional.of(new BigDecimal(text));
    } catch (NumberFormatException _) {
      return Optional.empty();
    }
  }

  static Optional<Instant> instant(String text) {
    try {
      if (text.matches("-?\\d{1,11}(\\.\\d{1,9})?")) {
        var seconds = new BigDecimal(text);
        return Optional.of(Instant.ofEpochMilli(seconds.movePointRight(3).longValue()));
      }
      return Optional.of(
          text.indexOf('T') < 0
              ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
              : OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }

  static boolean sameBytes(Resolved wanted, String value) {
    try {
      var decoder = Base64.getDecoder();
      return Arrays.equals(decoder.decode(wanted.literal()), decoder.decode(value));
    } catch (IllegalArgumentException _) {
      return false;
    }
  }

  /** Each of the six parts of an ARN is compared by itself: a star does not reach over a colon. */
  static boolean arnLike(Resolved wanted, String value) {
    var patterns = wanted.split(':', ARN_PARTS);
    var parts = value.split(":", ARN_PARTS);
    if (patterns.size() != ARN_PARTS || parts.length != ARN_PARTS) {
      return false;
    }
    for (var i = 0; i < ARN_PARTS; i++) {
      if (!patterns.get(i).matches(parts[i])) {
        return false;
      }
    }
    return true;
  }

  static boolean isRange(String text) {
    return Range.parse(text).isPresent();
  }

  static boolean inRange(Resolved wanted, String value) {
    var address = Range.parse(value).filter(Range::isAddress);
    return Range.parse(wanted.literal())
        .flatMap(range -> address.map(range::contains))
        .orElse(false);
  }

  /** Addresses that begin with the same bits. */
  private record Range(InetAddress network, int bits) {
    static Optional<Range> parse(String text) {
      var slash = text.indexOf('/');
      try {
        // A literal: no name is ever looked up.
        var network = InetAddress.ofLiteral(slash < 0 ? text : text.substring(0, slash));
        var length = network.getAddress().length * Byte.SIZE;
        var bits = slash < 0 ? length : Integer.parseInt(text.substring(slash + 1));
        return bits < 0 || bits > length ? Optional.empty() : Optional.of(new Range(network, bits));
      } catch (IllegalArgumentException _) {
        return Optional.empty();
      }
    }

    boolean isAddress() {
      return bits == network.getAddress().length * Byte.SIZE;
    }

    boolean contains(Range address) {
      var ours = network.getAddress();
      var theirs = address.network.getAddress();
      if (ours.length != theirs.length) {
        return false;
      }
      for (var bit = 0; bit < bits; bit++) {
        var mask = 1 << (Byte.SIZE - 1 - bit % Byte.SIZE);
        if (((ours[bit / Byte.SIZE] ^ theirs[bit / Byte.SIZE]) & mask) != 0) {
          return false;
        }
      }
      return true;
    }
  }
}
