package dev.stateway.translator.expression.jsonata;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.regex.Pattern;

/**
 * A picture of {@code $formatNumber}: one sub-picture, or one for positive and one for negative
 * numbers.
 *
 * @see <a href="https://www.w3.org/TR/xpath-functions-31/#formatting-numbers">fn:format-number</a>
 */
final class NumberPicture {
  private final NumberSymbols symbols;
  private final NumberSubPicture positive;
  private final NumberSubPicture negative;
  private final String sign;

  NumberPicture(NumberSymbols symbols, String picture) {
    var parts = Arrays.asList(picture.split(Pattern.quote(symbols.patternSeparator()), -1));
    if (parts.size() > 2) {
      throw JsonataError.coded("D3080");
    }
    this.symbols = symbols;
    this.positive = NumberSubPicture.parse(symbols, parts.getFirst());
    this.negative = NumberSubPicture.parse(symbols, parts.getLast());
    this.sign = parts.size() == 1 ? symbols.minusSign() : "";
  }

  String format(double value) {
    var picture = value >= 0 ? positive : negative;
    var scale =
        picture.contains(symbols.percent()) ? 2 : picture.contains(symbols.perMille()) ? 3 : 0;
    var number = Numbers.decimal(value).abs().movePointRight(scale);
    var exponent = picture.exponentSize() == 0 ? 0 : exponent(number, picture.scalingFactor());
    var rounded =
        number.movePointLeft(exponent).setScale(picture.fractionMaximum(), RoundingMode.HALF_EVEN);
    var text = grouped(picture, rounded);
    if (picture.exponentSize() > 0) {
      text +=
          symbols.exponentSeparator()
              + (exponent < 0 ? symbols.minusSign() : "")
              + digits(exponent, picture.exponentSize());
    }
    return (value >= 0 ? "" : sign) + picture.prefix() + text + picture.suffix();
  }

  /** The power of ten that leaves a mantissa with as many integer digits as the picture shows. */
  private static int exponent(BigDecimal number, int integerDigits) {
    if (number.signum() == 0) {
      return 0;
    }
    var digits = number.precision() - number.scale();
    var exponent = digits - integerDigits;
    var mantissa = number.movePointLeft(exponent);
    // A mantissa may equal the largest power of ten, as in the reference implementation.
    return exponent > 0
            && mantissa.compareTo(BigDecimal.TEN.pow(Math.max(integerDigits - 1, 0))) == 0
            && integerDigits > 0
        ? exponent - 1
        : exponent;
  }

  private String grouped(NumberSubPicture picture, BigDecimal rounded) {
    var plain = rounded.toPlainString();
    var point = plain.indexOf('.');
    var integer = (point < 0 ? plain : plain.substring(0, point)).replaceFirst("^0+", "");
    var fraction = point < 0 ? "" : plain.substring(point + 1).replaceFirst("0+$", "");
    integer = "0".repeat(Math.max(0, picture.integerMinimum() - integer.length())) + integer;
    fraction += "0".repeat(Math.max(0, picture.fractionMinimum() - fraction.length()));
    var text = groupedInteger(picture, symbols.digits(integer));
    if (!fraction.isEmpty() && picture.contains(symbols.decimalSeparator())) {
      text += symbols.decimalSeparator() + groupedFraction(picture, symbols.digits(fraction));
    }
    return text;
  }

  private String groupedInteger(NumberSubPicture picture, String digits) {
    var text = new StringBuilder(digits);
    for (var position : picture.integerGroups(digits.length())) {
      if (position < digits.length()) {
        text.insert(digits.length() - position, symbols.groupingSeparator());
      }
    }
    return text.toString();
  }

  private String groupedFraction(NumberSubPicture picture, String digits) {
    var text = new StringBuilder(digits);
    for (var position : picture.fractionGroups().reversed()) {
      if (position < digits.length()) {
        text.insert(position, symbols.groupingSeparator());
      }
    }
    return text.toString();
  }

  private String digits(int number, int size) {
    var text = String.valueOf(Math.abs(number));
    return symbols.digits("0".repeat(Math.max(0, size - text.length())) + text);
  }
}
