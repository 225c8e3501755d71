package dev.stateway.translator.expression.jsonata;

import com.dashjoin.jsonata.Functions;
import dev.stateway.translator.expression.jsonata.Builtin.Arguments;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.text.ParseException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The functions of numbers, and of arrays of numbers.
 *
 * @see <a href="https://docs.jsonata.org/numeric-functions">Numeric functions</a>
 */
final class NumberFunctions {
  static final List<Builtin> ALL =
      List.of(
          Builtin.defined("sum", "<a<n>:n>", a -> sum(numbers(a))),
          Builtin.defined(
              "max",
              "<a<n>:n>",
              a -> numbers(a).stream().max(NumberFunctions::compare).orElse(null)),
          Builtin.defined(
              "min",
              "<a<n>:n>",
              a -> numbers(a).stream().min(NumberFunctions::compare).orElse(null)),
          Builtin.defined(
              "average",
              "<a<n>:n>",
              a ->
                  numbers(a).isEmpty()
                      ? null
                      : Numbers.of(sum(numbers(a)).doubleValue() / numbers(a).size())),
          Builtin.defined(
              "abs",
              "<n-:n>",
              a ->
                  a.number(0).doubleValue() < 0
                      ? Numbers.of(exact(a.number(0)).negate())
                      : a.number(0)),
          Builtin.defined("floor", "<n-:n>", a -> rounded(a.number(0), 0, RoundingMode.FLOOR)),
          Builtin.defined("ceil", "<n-:n>", a -> rounded(a.number(0), 0, RoundingMode.CEILING)),
          Builtin.defined(
              "round",
              "<n-n?:n>",
              a ->
                  rounded(
                      a.number(0), a.has(1) ? a.number(1).intValue() : 0, RoundingMode.HALF_EVEN)),
          Builtin.defined("sqrt", "<n-:n>", NumberFunctions::sqrt),
          Builtin.defined("power", "<n-n:n>", NumberFunctions::power),
          Builtin.defined("number", "<(nsb)-:n>", a -> number(a.get(0))),
          Builtin.defined("formatBase", "<n-n?:s>", NumberFunctions::formatBase),
          Builtin.defined("formatNumber", "<n-so?:s>", NumberFunctions::formatNumber),
          Builtin.defined("formatInteger", "<n-s:s>", NumberFunctions::formatInteger),
          Builtin.defined("parseInteger", "<s-s:n>", NumberFunctions::parseInteger));

  private static final Pattern DECIMAL = Pattern.compile("-?[0-9]+(\\.[0-9]+)?([Ee][-+]?[0-9]+)?");
  private static final Pattern WORDS = Pattern.compile("(w|W|Ww)(;o)?");
  private static final Pattern OTHER_BASE =
      Pattern.compile("0([xX][0-9A-Fa-f]+|[oO][0-7]+|[bB][01]+)");

  private NumberFunctions() {}

  static int compare(Number left, Number right) {
    return Double.compare(left.doubleValue(), right.doubleValue());
  }

  private static Number sum(List<Number> numbers) {
    // Whole numbers add up exactly, also beyond what a double can hold.
    var exact =
        numbers.stream()
            .noneMatch(number -> number instanceof Double || number instanceof BigDecimal);
    var whole = BigInteger.ZERO;
    var sum = 0.0;
    for (var number : numbers) {
      whole = exact ? whole.add(exact(number).toBigInteger()) : whole;
      sum += number.doubleValue();
    }
    return exact ? Numbers.of(whole) : Numbers.of(sum);
  }

  private static Number rounded(Number number, int precision, RoundingMode mode) {
    boolean finite = Double.isFinite(number.doubleValue()) || number instanceof BigDecimal;
    if (!finite || (number instanceof Integer && precision >= 0)) {
      return number;
    }
    if (Math.abs(precision) > 400) {
      return precision > 0 ? number : 0;
    }
    return Numbers.of(exact(number).setScale(precision, mode));
  }

  private static Object sqrt(Arguments arguments) {
    var value = arguments.number(0).doubleValue();
    if (value < 0) {
      throw JsonataError.coded("D3060", arguments.number(0));
    }
    return Numbers.of(Math.sqrt(value));
  }

  private static Object power(Arguments arguments) {
    var result = Math.pow(arguments.number(0).doubleValue(), arguments.number(1).doubleValue());
    if (!Double.isFinite(result)) {
      throw JsonataError.coded("D3061", arguments.number(0), arguments.number(1));
    }
    return Numbers.of(result);
  }

  private static Number number(Object value) {
    return switch (value) {
      case Number number -> number;
      case Boolean flag -> flag ? 1 : 0;
      case String text when OTHER_BASE.matcher(text).matches() ->
          Numbers.of(new BigInteger(text.substring(2), base(text.charAt(1))));
      case String text
          when DECIMAL.matcher(text).matches() && Double.isFinite(Double.parseDouble(text)) ->
          decimal(text);
      default -> throw JsonataError.coded("D3030", value);
    };
  }

  private static Number decimal(String text) {
    // A text of many digits is a double; one that fits a long stays exact.
    var value = new BigDecimal(text);
    var number = value.doubleValue();
    var whole =
        Math.abs(number) < Long.MAX_VALUE
            && Math.abs(value.scale()) < 400
            && value.stripTrailingZeros().scale() <= 0;
    return whole ? Numbers.of(value.toBigInteger()) : Numbers.of(number);
  }

  private static int base(char letter) {
    return switch (letter) {
      case 'x', 'X' -> 16;
      case 'o', 'O' -> 8;
      default -> 2;
    };
  }

  private static Object formatBase(Arguments arguments) {
    var radix = arguments.has(1) ? rounded(arguments.number(1), 0, RoundingMode.HALF_EVEN) : 10;
    if (radix.doubleValue() < 2 || radix.doubleValue() > 36) {
      throw JsonataError.coded("D3100", radix);
    }
    return exact(rounded(arguments.number(0), 0, RoundingMode.HALF_EVEN))
        .toBigInteger()
        .toString(radix.intValue());
  }

  private static Object formatNumber(Arguments arguments) {
    Map<String, Object> options = arguments.has(2) ? Values.object(arguments.get(2)) : Map.of();
    return new NumberPicture(NumberSymbols.of(options), arguments.text(1))
        .format(arguments.number(0).doubleValue());
  }

  private static @Nullable Object formatInteger(Arguments arguments) {
    var picture = arguments.text(1);
    var number = rounded(arguments.number(0), 0, RoundingMode.FLOOR);
    if (WORDS.matcher(picture).matches() && number.doubleValue() >= Long.MAX_VALUE) {
      return NumberWords.of(
          exact(number).toBigInteger(),
          picture,
          (small, itsPicture) -> Functions.formatInteger(small, itsPicture));
    }
    return LibraryText.call(() -> Functions.formatInteger(arguments.number(0), picture));
  }

  private static @Nullable Object parseInteger(Arguments arguments) {
    return LibraryText.call(() -> {
      try {
        var parsed = Functions.parseInteger(arguments.text(0), arguments.text(1));
        return Numbers.of(parsed == null ? Double.NaN : parsed.doubleValue());
      } catch (ParseException e) {
        throw new IllegalArgumentException(e.getMessage(), e);
      }
    });
  }

  private static BigDecimal exact(Number number) {
    return switch (number) {
      case BigDecimal decimal -> decimal;
      case BigInteger integer -> new BigDecimal(integer);
      case Double value -> Numbers.decimal(value);
      default -> BigDecimal.valueOf(number.longValue());
    };
  }

  private static List<Number> numbers(Arguments arguments) {
    return Values.list(arguments.get(0)).stream().map(Number.class::cast).toList();
  }

  static Comparator<Object> ascending() {
    return (left, right) ->
        left instanceof String text
            ? text.compareTo((String) right)
            : compare((Number) left, (Number) right);
  }
}
