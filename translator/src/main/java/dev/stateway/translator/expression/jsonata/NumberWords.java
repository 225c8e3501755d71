package dev.stateway.translator.expression.jsonata;

import java.math.BigInteger;
import java.util.List;
import java.util.Locale;

/**
 * Whole numbers in words, of any size; the library's own end with a long.
 *
 * @see <a href="https://docs.jsonata.org/numeric-functions#formatinteger">$formatInteger()</a>
 */
final class NumberWords {
  private static final BigInteger THOUSAND = BigInteger.valueOf(1000);
  private static final List<String> MAGNITUDES =
      List.of("Thousand", "Million", "Billion", "Trillion");

  private NumberWords() {}

  /**
   * The words of a number of at least a trillion, e.g. {@code one trillion, two}.
   *
   * @param picture {@code w}, {@code W} or {@code Ww}, and {@code ;o} for an ordinal
   * @param below gives the words of smaller numbers for the same picture
   */
  static String of(BigInteger number, String picture, Words below) {
    var largest = THOUSAND.pow(MAGNITUDES.size());
    var parts = number.divideAndRemainder(largest);
    var ordinal = picture.endsWith("o");
    var cardinal =
        picture.substring(0, picture.indexOf(';') < 0 ? picture.length() : picture.indexOf(';'));
    var words = new StringBuilder();
    words.append(
        parts[0].compareTo(largest) >= 0
            ? of(parts[0], cardinal, below)
            : below.of(parts[0].longValueExact(), cardinal));
    words.append(' ').append(inCase(MAGNITUDES.getLast(), cardinal));
    if (parts[1].signum() == 0) {
      return words.append(ordinal ? inCase("th", cardinal) : "").toString();
    }
    var rest = parts[1].longValueExact();
    return words
        .append(rest < 100 ? inCase(" and ", cardinal.equals("Ww") ? "w" : cardinal) : ", ")
        .append(below.of(rest, picture))
        .toString();
  }

  /** The words of a number below a trillion. */
  @FunctionalInterface
  interface Words {
    String of(long number, String picture);
  }

  private static String inCase(String word, String picture) {
    return switch (picture) {
      case "w" -> word.toLowerCase(Locale.ROOT);
      case "W" -> word.toUpperCase(Locale.ROOT);
      default -> word;
    };
  }
}
