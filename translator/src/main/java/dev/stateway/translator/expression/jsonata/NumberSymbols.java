package dev.stateway.translator.expression.jsonata;

import java.util.Map;

/**
 * The characters of a number picture.
 *
 * @see <a href="https://www.w3.org/TR/xpath-functions-31/#defining-decimal-format">Decimal
 *     format</a>
 */
record NumberSymbols(
    String decimalSeparator,
    String groupingSeparator,
    String exponentSeparator,
    String minusSign,
    String percent,
    String perMille,
    String zeroDigit,
    String digit,
    String patternSeparator) {
  static NumberSymbols of(Map<String, Object> options) {
    return new NumberSymbols(
        symbol(options, "decimal-separator", "."),
        symbol(options, "grouping-separator", ","),
        symbol(options, "exponent-separator", "e"),
        symbol(options, "minus-sign", "-"),
        symbol(options, "percent", "%"),
        symbol(options, "per-mille", "\u2030"),
        symbol(options, "zero-digit", "0"),
        symbol(options, "digit", "#"),
        symbol(options, "pattern-separator", ";"));
  }

  boolean isDigit(char character) {
    var zero = zeroDigit.charAt(0);
    return character >= zero && character < zero + 10;
  }

  boolean isDigitOrOptional(char character) {
    return isDigit(character) || is(digit, character);
  }

  boolean isActive(char character) {
    return isDigitOrOptional(character)
        || is(decimalSeparator, character)
        || is(exponentSeparator, character)
        || is(groupingSeparator, character)
        || is(patternSeparator, character);
  }

  boolean isExponentSeparator(char character) {
    return is(exponentSeparator, character);
  }

  /** A text of ASCII digits in this digit family. */
  String digits(String ascii) {
    var shift = zeroDigit.charAt(0) - '0';
    var text = new StringBuilder();
    ascii
        .chars()
        .forEach(character ->
            text.append(
                (char) (character >= '0' && character <= '9' ? character + shift : character)));
    return text.toString();
  }

  private static boolean is(String symbol, char character) {
    return symbol.length() == 1 && symbol.charAt(0) == character;
  }

  private static String symbol(Map<String, Object> options, String name, String standard) {
    return options.get(name) instanceof String text && !text.isEmpty() ? text : standard;
  }
}
