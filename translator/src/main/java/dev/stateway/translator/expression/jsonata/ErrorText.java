package dev.stateway.translator.expression.jsonata;

import com.dashjoin.jsonata.JException;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The texts of JSONata's errors by their codes, as the reference implementation (and so AWS) writes
 * them.
 *
 * <p>{@code {}} is a value in JSON, {@code {raw}} one as it is.
 */
final class ErrorText {
  /** An insert that the reference implementation does not know either. */
  static final Object UNDEFINED = new Object();

  private static final Map<String, String> TEXTS =
      Map.ofEntries(
          Map.entry("S0101", "String literal must be terminated by a matching quote"),
          Map.entry("S0102", "Number out of range: {}"),
          Map.entry("S0103", "Unsupported escape sequence: \\{}"),
          Map.entry("S0104", "The escape sequence \\u must be followed by 4 hex digits"),
          Map.entry("S0105", "Quoted property name must be terminated with a backquote (`)"),
          Map.entry("S0106", "Comment has no closing tag"),
          Map.entry("S0201", "Syntax error: {}"),
          Map.entry("S0202", "Expected {}, got {}"),
          Map.entry("S0203", "Expected {} before end of expression"),
          Map.entry("S0204", "Unknown operator: {}"),
          Map.entry("S0205", "Unexpected token: {}"),
          Map.entry("S0206", "Unknown expression type: {}"),
          Map.entry("S0207", "Unexpected end of expression"),
          Map.entry(
              "S0208",
              "Parameter {} of function definition must be a variable name (start with $)"),
          Map.entry("S0209", "A predicate cannot follow a grouping expression in a step"),
          Map.entry("S0210", "Each step can only have one grouping expression"),
          Map.entry("S0211", "The symbol {} cannot be used as a unary operator"),
          Map.entry("S0212", "The left side of := must be a variable name (start with $)"),
          Map.entry(
              "S0213", "The literal value {} cannot be used as a step within a path expression"),
          Map.entry("S0214", "The right side of {} must be a variable name (start with $)"),
          Map.entry("S0215", "A context variable binding must precede any predicates on a step"),
          Map.entry(
              "S0216", "A context variable binding must precede the 'order-by' clause on a step"),
          Map.entry(
              "S0217",
              "The object representing the 'parent' cannot be derived from this expression"),
          Map.entry("S0301", "Empty regular expressions are not allowed"),
          Map.entry("S0302", "No terminating / in regular expression"),
          Map.entry("S0402", "Choice groups containing parameterized types are not supported"),
          Map.entry("S0401", "Type parameters can only be applied to functions and arrays"),
          Map.entry("S0500", "Attempted to evaluate an expression containing syntax error(s)"),
          Map.entry("T0410", "Argument {} of function {} does not match function signature"),
          Map.entry(
              "T0411", "Context value is not a compatible type with argument {} of function {}"),
          Map.entry("T0412", "Argument {} of function {} must be an array of {}"),
          Map.entry("D1001", "Number out of range: {}"),
          Map.entry("D1002", "Cannot negate a non-numeric value: {}"),
          Map.entry("T1003", "Key in object structure must evaluate to a string; got: {}"),
          Map.entry("D1004", "Regular expression matches zero length string"),
          Map.entry("T1005", "Attempted to invoke a non-function. Did you mean ${raw}?"),
          Map.entry("T1006", "Attempted to invoke a non-function"),
          Map.entry("T1007", "Attempted to partially apply a non-function. Did you mean ${raw}?"),
          Map.entry("T1008", "Attempted to partially apply a non-function"),
          Map.entry("D1009", "Multiple key definitions evaluate to same key: {}"),
          Map.entry(
              "T1010",
              "The matcher function argument passed to function {} does not return the correct"
                  + " object structure"),
          Map.entry("T2001", "The left side of the {} operator must evaluate to a number"),
          Map.entry("T2002", "The right side of the {} operator must evaluate to a number"),
          Map.entry(
              "T2003", "The left side of the range operator (..) must evaluate to an integer"),
          Map.entry(
              "T2004", "The right side of the range operator (..) must evaluate to an integer"),
          Map.entry(
              "T2006", "The right side of the function application operator ~> must be a function"),
          Map.entry("T2007", "Type mismatch when comparing values {} and {} in order-by clause"),
          Map.entry(
              "T2008",
              "The expressions within an order-by clause must evaluate to numeric or string"
                  + " values"),
          Map.entry(
              "T2009",
              "The values {} and {} either side of operator {} must be of the same data type"),
          Map.entry(
              "T2010",
              "The expressions either side of operator {} must evaluate to numeric or string"
                  + " values"),
          Map.entry(
              "T2011",
              "The insert/update clause of the transform expression must evaluate to an object:"
                  + " {}"),
          Map.entry(
              "T2012",
              "The delete clause of the transform expression must evaluate to a string or array of"
                  + " strings: {}"),
          Map.entry(
              "D2014",
              "The size of the sequence allocated by the range operator (..) must not exceed 1e6. "
                  + " Attempted to allocate {}."),
          Map.entry("D3001", "Attempting to invoke string function on Infinity or NaN"),
          Map.entry("D3010", "Second argument of replace function cannot be an empty string"),
          Map.entry(
              "D3011", "Fourth argument of replace function must evaluate to a positive number"),
          Map.entry("D3012", "Attempted to replace a matched string with a non-string value"),
          Map.entry("D3020", "Third argument of split function must evaluate to a positive number"),
          Map.entry("D3030", "Unable to cast value to a number: {}"),
          Map.entry("D3040", "Third argument of match function must evaluate to a positive number"),
          Map.entry(
              "D3050",
              "The second argument of reduce function must be a function with at least two"
                  + " arguments"),
          Map.entry("D3060", "The sqrt function cannot be applied to a negative number: {}"),
          Map.entry(
              "D3061",
              "The power function has resulted in a value that cannot be represented as a JSON"
                  + " number: base={}, exponent={}"),
          Map.entry(
              "D3070",
              "The single argument form of the sort function can only be applied to an array of"
                  + " strings or an array of numbers.  Use the second argument to specify a"
                  + " comparison function"),
          Map.entry("D3080", "The picture string must only contain a maximum of two sub-pictures"),
          Map.entry(
              "D3081",
              "The sub-picture must not contain more than one instance of the 'decimal-separator'"
                  + " character"),
          Map.entry(
              "D3082",
              "The sub-picture must not contain more than one instance of the 'percent' character"),
          Map.entry(
              "D3083",
              "The sub-picture must not contain more than one instance of the 'per-mille'"
                  + " character"),
          Map.entry(
              "D3084",
              "The sub-picture must not contain both a 'percent' and a 'per-mille' character"),
          Map.entry(
              "D3085",
              "The mantissa part of a sub-picture must contain at least one character that is"
                  + " either an 'optional digit character' or a member of the 'decimal digit"
                  + " family'"),
          Map.entry(
              "D3086",
              "The sub-picture must not contain a passive character that is preceded by an active"
                  + " character and that is followed by another active character"),
          Map.entry(
              "D3087",
              "The sub-picture must not contain a 'grouping-separator' character that appears"
                  + " adjacent to a 'decimal-separator' character"),
          Map.entry(
              "D3088",
              "The sub-picture must not contain a 'grouping-separator' at the end of the integer"
                  + " part"),
          Map.entry(
              "D3089",
              "The sub-picture must not contain two adjacent instances of the 'grouping-separator'"
                  + " character"),
          Map.entry(
              "D3090",
              "The integer part of the sub-picture must not contain a member of the 'decimal digit"
                  + " family' that is followed by an instance of the 'optional digit character'"),
          Map.entry(
              "D3091",
              "The fractional part of the sub-picture must not contain an instance of the 'optional"
                  + " digit character' that is followed by a member of the 'decimal digit family'"),
          Map.entry(
              "D3092",
              "A sub-picture that contains a 'percent' or 'per-mille' character must not contain a"
                  + " character treated as an 'exponent-separator'"),
          Map.entry(
              "D3093",
              "The exponent part of the sub-picture must comprise only of one or more characters"
                  + " that are members of the 'decimal digit family'"),
          Map.entry(
              "D3100",
              "The radix of the formatBase function must be between 2 and 36.  It was given {}"),
          Map.entry(
              "D3110",
              "The argument of the toMillis function must be an ISO 8601 formatted timestamp. Given"
                  + " {}"),
          Map.entry(
              "D3130",
              "Formatting or parsing an integer as a sequence starting with {} is not supported by"
                  + " this implementation"),
          Map.entry(
              "D3131",
              "In a decimal digit pattern, all digits must be from the same decimal group"),
          Map.entry("D3132", "Unknown component specifier {} in date/time picture string"),
          Map.entry(
              "D3133",
              "The 'name' modifier can only be applied to months and days in the date/time picture"
                  + " string, not {}"),
          Map.entry(
              "D3134", "The timezone integer format specifier cannot have more than four digits"),
          Map.entry("D3135", "No matching closing bracket ']' in date/time picture string"),
          Map.entry(
              "D3136",
              "The date/time picture string is missing specifiers required to parse the timestamp"),
          Map.entry("D3137", "{raw}"),
          Map.entry(
              "D3138",
              "The $single() function expected exactly 1 matching result.  Instead it matched"
                  + " more."),
          Map.entry(
              "D3139",
              "The $single() function expected exactly 1 matching result.  Instead it matched 0."),
          Map.entry("D3140", "Malformed URL passed to ${raw}(): {}"),
          Map.entry("D3141", "{raw}"));

  private static final Pattern NUMBER =
      Pattern.compile("(0|[1-9][0-9]*)(\\.[0-9]+)?([Ee][-+]?[0-9]+)?");
  private static final Pattern PARAMETERS =
      Pattern.compile("(?:function|\u03bb)\\s*\\(([^()]*)\\)");

  private ErrorText() {}

  static String of(String code, @Nullable Object... inserts) {
    var template = TEXTS.getOrDefault(code, code);
    var text = new StringBuilder();
    var from = 0;
    for (var insert : inserts) {
      var raw = template.indexOf("{raw}", from);
      var json = template.indexOf("{}", from);
      if (raw < 0 && json < 0) {
        break;
      }
      var isRaw = raw >= 0 && (json < 0 || raw < json);
      var at = isRaw ? raw : json;
      text.append(template, from, at).append(isRaw ? String.valueOf(insert) : json(insert));
      from = at + (isRaw ? 5 : 2);
    }
    return text.append(template, from, template.length()).toString();
  }

  /**
   * What the library reports, in the words of the reference implementation; it does not say which
   * operator failed.
   */
  static String of(JException failure, @Nullable Object operator) {
    var first = failure.getCurrent();
    var second = failure.getExpected();
    return switch (failure.getError()) {
      case "D1002" -> of("D1002", second);
      case "T2009" -> of("T2009", first, second, operator);
      case "T2010" -> of("T2010", operator == null ? first : operator);
      default -> of(failure.getError(), first, second);
    };
  }

  /** What the library reports of a text that does not parse. */
  static String ofSyntax(JException failure, String source) {
    return switch (failure.getError()) {
      case "S0102" -> {
        var number = NUMBER.matcher(source);
        boolean found = number.find(Math.clamp(failure.getLocation(), 0, source.length()));
        yield of("S0102", found ? number.group() : null);
      }
      case "S0208" -> of("S0208", parameterIndex(failure.getCurrent(), source));
      default -> of(failure, null);
    };
  }

  private static int parameterIndex(@Nullable Object name, String source) {
    var lists = PARAMETERS.matcher(source);
    while (lists.find()) {
      var index = List.of(lists.group(1).strip().split("\\s*,\\s*")).indexOf(name);
      if (index >= 0) {
        return index + 1;
      }
    }
    return 1;
  }

  private static String json(@Nullable Object value) {
    if (UNDEFINED.equals(value)) {
      return "undefined";
    }
    return value instanceof Double number && !Double.isFinite(number)
        ? number.toString()
        : JsonString.of(value);
  }

  /** Whether this is one of the texts, of those without inserts. */
  static boolean isText(String message) {
    return TEXTS.containsValue(message);
  }

  static boolean isCode(@Nullable String code) {
    return code != null && TEXTS.containsKey(code);
  }
}
