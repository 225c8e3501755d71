package dev.stateway.translator.expression.jsonata;

import java.math.BigInteger;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * One sub-picture, checked and analysed.
 *
 * @see <a href="https://www.w3.org/TR/xpath-functions-31/#syntax-of-picture-string">Syntax of the
 *     picture string</a>
 */
final class NumberSubPicture {
  private final NumberSymbols symbols;
  private final String picture;
  private final String prefix;
  private final String suffix;
  private final String active;
  private final String mantissa;
  private final @Nullable String exponent;
  private final String integer;
  private final String fraction;
  private final List<Integer> positions;

  private NumberSubPicture(NumberSymbols symbols, String picture) {
    this.symbols = symbols;
    this.picture = picture;
    var marks =
        IntStream.range(0, picture.length()).filter(at -> isMark(picture.charAt(at))).toArray();
    var start = marks.length == 0 ? picture.length() : marks[0];
    var end = marks.length == 0 ? picture.length() : marks[marks.length - 1] + 1;
    this.prefix = picture.substring(0, start);
    this.suffix = picture.substring(end);
    this.active = picture.substring(start, end);
    var exponentAt = active.indexOf(symbols.exponentSeparator());
    var trailing = exponentAt < 0 && suffix.startsWith(symbols.exponentSeparator());
    this.mantissa = exponentAt < 0 ? active : active.substring(0, exponentAt);
    this.exponent =
        exponentAt >= 0
            ? active.substring(exponentAt + symbols.exponentSeparator().length())
            : trailing ? "" : null;
    var point = mantissa.indexOf(symbols.decimalSeparator());
    this.integer = point < 0 ? mantissa : mantissa.substring(0, point);
    this.fraction =
        point < 0 ? "" : mantissa.substring(point + symbols.decimalSeparator().length());
    this.positions = groups(integer, false);
  }

  static NumberSubPicture parse(NumberSymbols symbols, String picture) {
    var parsed = new NumberSubPicture(symbols, picture);
    var error = parsed.error();
    if (error != null) {
      throw JsonataError.coded(error);
    }
    return parsed;
  }

  String prefix() {
    return prefix;
  }

  String suffix() {
    return suffix;
  }

  boolean contains(String symbol) {
    return picture.contains(symbol);
  }

  int exponentSize() {
    return exponent == null ? 0 : exponent.length();
  }

  /** The digits that the integer part must have. */
  int scalingFactor() {
    return count(integer, false);
  }

  int integerMinimum() {
    var minimum = count(integer, false);
    if (minimum > 0) {
      return minimum;
    }
    if (count(fraction, true) == 0) {
      return exponent == null ? 1 : integer.contains(symbols.digit()) ? 1 : 0;
    }
    return exponent != null && integer.contains(symbols.digit()) ? 1 : 0;
  }

  int fractionMinimum() {
    var minimum = count(fraction, false);
    var forced = count(integer, false) == 0 && count(fraction, true) == 0 && exponent != null;
    return forced || (minimum == 0 && integerMinimum() == 0) ? 1 : minimum;
  }

  int fractionMaximum() {
    return Math.max(
        count(fraction, true),
        count(integer, false) == 0 && count(fraction, true) == 0 && exponent != null ? 1 : 0);
  }

  /** Before how many digits, from the right, a separator goes in an integer of this length. */
  List<Integer> integerGroups(int length) {
    var factor = regular();
    return factor == 0
        ? positions
        : IntStream.rangeClosed(1, Math.max(0, (length - 1) / factor))
            .mapToObj(group -> group * factor)
            .toList();
  }

  /** After how many digits of the fraction a separator goes. */
  List<Integer> fractionGroups() {
    return groups(fraction, true);
  }

  private @Nullable String error() {
    String error = null;
    if (isRepeated(symbols.decimalSeparator())) {
      error = "D3081";
    }
    if (isRepeated(symbols.percent())) {
      error = "D3082";
    }
    if (isRepeated(symbols.perMille())) {
      error = "D3083";
    }
    if (contains(symbols.percent()) && contains(symbols.perMille())) {
      error = "D3084";
    }
    if (count(mantissa, true) == 0) {
      error = "D3085";
    }
    // A picture of passive characters only has no active part to speak of: it breaks the same rule.
    if (active.isEmpty()
        || !active.chars().allMatch(character -> symbols.isActive((char) character))) {
      error = "D3086";
    }
    var grouping = groupingError();
    error = grouping == null ? error : grouping;
    var order = orderError();
    return order == null ? error : order;
  }

  private @Nullable String groupingError() {
    var separator = symbols.groupingSeparator();
    if (picture.contains(separator + separator)) {
      return "D3089";
    }
    if (!contains(symbols.decimalSeparator())) {
      return integer.endsWith(separator) ? "D3088" : null;
    }
    var point = symbols.decimalSeparator();
    return picture.contains(separator + point) || picture.contains(point + separator)
        ? "D3087"
        : null;
  }

  private @Nullable String orderError() {
    var hasPercent = contains(symbols.percent()) || contains(symbols.perMille());
    if (exponent != null
        && (exponent.isEmpty()
            || !exponent.chars().allMatch(character -> symbols.isDigit((char) character)))) {
      return "D3093";
    }
    if (exponent != null && hasPercent) {
      return "D3092";
    }
    var optional = fraction.lastIndexOf(symbols.digit());
    if (optional >= 0 && count(fraction.substring(optional), false) > 0) {
      return "D3091";
    }
    optional = integer.indexOf(symbols.digit());
    return optional >= 0 && count(integer.substring(0, optional), false) > 0 ? "D3090" : null;
  }

  private boolean isMark(char character) {
    return symbols.isActive(character) && !symbols.isExponentSeparator(character);
  }

  private boolean isRepeated(String symbol) {
    return picture.indexOf(symbol) != picture.lastIndexOf(symbol);
  }

  private int count(String part, boolean optionalToo) {
    return (int)
        part.chars()
            .filter(
                c -> optionalToo ? symbols.isDigitOrOptional((char) c) : symbols.isDigit((char) c))
            .count();
  }

  private List<Integer> groups(String part, boolean fromLeft) {
    var separator = symbols.groupingSeparator();
    return IntStream.range(0, part.length())
        .filter(at -> part.startsWith(separator, at))
        .mapToObj(at -> count(fromLeft ? part.substring(0, at) : part.substring(at), true))
        .sorted()
        .toList();
  }

  /**
   * The distance between separators, if it is always the same: then they go on beyond the picture.
   */
  private int regular() {
    var factor =
        positions.stream()
            .map(BigInteger::valueOf)
            .reduce(BigInteger.ZERO, BigInteger::gcd)
            .intValue();
    var isRegular =
        IntStream.rangeClosed(1, positions.size())
            .allMatch(group -> positions.contains(group * factor));
    return isRegular ? factor : 0;
  }
}
