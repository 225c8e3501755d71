package dev.stateway.translator.expression.jsonata;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The signature of a function: which arguments it takes.
 *
 * @see <a href="https://docs.jsonata.org/programming#function-signatures">Function signatures</a>
 */
final class Signature {
  private final String function;
  private final List<Parameter> parameters;
  private final Pattern pattern;

  private Signature(String function, List<Parameter> parameters) {
    this.function = function;
    this.parameters = parameters;
    this.pattern =
        Pattern.compile(
            String.join(
                "", parameters.stream().map(p -> "(" + p.types() + p.repeat() + ")").toList()));
  }

  /**
   * @param types the letters it accepts, as a character class
   * @param repeat empty, {@code ?} or {@code +}
   * @param context the context value stands in for it
   * @param array anything else is made an array of one
   * @param items the letter of the items' type
   */
  private record Parameter(
      String types, String repeat, boolean context, boolean array, @Nullable String items) {}

  static Signature parse(String text, String function) {
    var parameters = new ArrayList<Parameter>();
    for (var at = 1; at < text.length() && text.charAt(at) != ':' && text.charAt(at) != '>'; at++) {
      var letter = text.charAt(at);
      switch (letter) {
        case '-', '?', '+' -> parameters.add(repeated(parameters.removeLast(), letter));
        case '(' -> {
          var end = text.indexOf(')', at);
          parameters.add(
              new Parameter("[" + text.substring(at + 1, end) + "m]", "", false, false, null));
          at = end;
        }
        case '<' -> {
          var end = closing(text, at);
          var last = parameters.removeLast();
          parameters.add(
              new Parameter(
                  last.types(),
                  last.repeat(),
                  last.context(),
                  last.array(),
                  text.substring(at + 1, end)));
          at = end;
        }
        // As in the reference implementation, an unknown letter is no parameter.
        case 'a', 'b', 'f', 'j', 'l', 'n', 'o', 's', 'x' ->
            parameters.add(new Parameter(types(letter), "", false, letter == 'a', null));
        default -> {}
      }
    }
    return new Signature(function, List.copyOf(parameters));
  }

  private static int closing(String text, int open) {
    int depth = 0;
    for (int at = open; at < text.length(); at++) {
      depth += text.charAt(at) == '<' ? 1 : text.charAt(at) == '>' ? -1 : 0;
      if (depth == 0) {
        return at;
      }
    }
    return text.length() - 1;
  }

  int size() {
    return parameters.size();
  }

  /** The arguments, one for each parameter (more for a repeated one). */
  List<@Nullable Object> validate(List<?> arguments, @Nullable Object context) {
    return validate(arguments, context, function);
  }

  /**
   * The same for a function that is called by a name of the moment.
   *
   * @param name absent for a function without one
   */
  List<@Nullable Object> validate(
      List<?> arguments, @Nullable Object context, @Nullable String name) {
    try {
      return fitted(arguments, context);
    } catch (Mismatch e) {
      throw e.of(name);
    }
  }

  private List<@Nullable Object> fitted(List<?> arguments, @Nullable Object context) {
    var supplied = new StringBuilder();
    arguments.forEach(argument -> supplied.append(Values.type(argument)));
    var matcher = pattern.matcher(supplied);
    if (!matcher.matches()) {
      throw new Mismatch("T0410", firstBad(supplied) + 1, null);
    }
    return fit(arguments, context, matcher);
  }

  private List<@Nullable Object> fit(List<?> arguments, @Nullable Object context, Matcher matcher) {
    var fitted = new ArrayList<@Nullable Object>();
    var next = 0;
    for (var index = 0; index < parameters.size(); index++) {
      var parameter = parameters.get(index);
      var types = matcher.group(index + 1);
      if (types.isEmpty()) {
        fitted.add(parameter.context() ? fromContext(parameter, context, next) : null);
        continue;
      }
      for (var at = 0; at < types.length(); at++, next++) {
        var argument = arguments.get(next);
        fitted.add(
            parameter.array() && argument != null ? array(parameter, argument, next) : argument);
      }
    }
    return fitted;
  }

  private @Nullable Object fromContext(Parameter parameter, @Nullable Object context, int index) {
    if (parameter.types().indexOf(Values.type(context)) < 0) {
      throw new Mismatch("T0411", index + 1, null);
    }
    return context;
  }

  private Object array(Parameter parameter, Object argument, int index) {
    var items = parameter.items();
    var list = argument instanceof List<?> given ? given : null;
    if (items != null
        && !(list == null
            ? isOf(items, argument) && !items.equals("x")
            : list.stream().allMatch(item -> isOf(items, item)))) {
      throw new Mismatch("T0412", index + 1, plural(items));
    }
    if (list != null) {
      return list;
    }
    var single = new ArrayList<>(1);
    single.add(argument);
    return single;
  }

  /** Arguments do not fit; which function's they are is known further out. */
  private static final class Mismatch extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String code;
    private final int argument;
    private final @Nullable String type;

    private Mismatch(String code, int argument, @Nullable String type) {
      super(code, null, false, false);
      this.code = code;
      this.argument = argument;
      this.type = type;
    }

    private JsonataError of(@Nullable String function) {
      return JsonataError.coded(
          code, argument, function == null ? ErrorText.UNDEFINED : function, type);
    }
  }

  private int firstBad(CharSequence supplied) {
    var good = 0;
    var prefix = new StringBuilder();
    for (var parameter : parameters) {
      prefix.append(parameter.types()).append(parameter.repeat());
      var matcher = Pattern.compile(prefix.toString()).matcher(supplied);
      if (!matcher.lookingAt()) {
        break;
      }
      good = matcher.end();
    }
    return good;
  }

  private static boolean isOf(String items, @Nullable Object value) {
    return items.equals("x") || items.charAt(0) == Values.type(value);
  }

  private static Parameter repeated(Parameter parameter, char sign) {
    return sign == '-'
        ? new Parameter(parameter.types(), "?", true, parameter.array(), parameter.items())
        : new Parameter(
            parameter.types(),
            parameter.repeat() + sign,
            parameter.context(),
            parameter.array(),
            parameter.items());
  }

  private static String types(char letter) {
    return switch (letter) {
      case 'a', 'x' -> "[asnblfom]";
      case 'j' -> "[asnblom]";
      case 'f' -> "[f]";
      default -> "[" + letter + "m]";
    };
  }

  private static String plural(String items) {
    return switch (items.charAt(0)) {
      case 'a' -> "arrays";
      case 'b' -> "booleans";
      case 'f' -> "functions";
      case 'n' -> "numbers";
      case 'o' -> "objects";
      case 's' -> "strings";
      default -> "values";
    };
  }
}
