package dev.stateway.translator.expression.intrinsic;

import dev.stateway.translator.JsonText;
import dev.stateway.translator.error.StatesException;
import dev.stateway.translator.expression.Expression;
import dev.stateway.translator.expression.Literal;
import dev.stateway.translator.expression.Scope;
import dev.stateway.translator.expression.jsonpath.InvalidJsonPathException;
import dev.stateway.translator.expression.jsonpath.JsonPathExpression;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.node.StringNode;

/**
 * Reads calls such as {@code States.Format('Hello {}', $.name)}.
 *
 * @see <a href="https://states-language.net/spec.html#intrinsic-functions">Intrinsic functions</a>
 */
public final class IntrinsicParser {
  private static final int MAX_NESTING = 10;
  private static final Set<Character> ESCAPABLE = Set.of('\'', '{', '}', '\\');

  private final String text;
  private int at;

  private IntrinsicParser(String text) {
    this.text = text;
  }

  /**
   * Compiles the text of one call.
   *
   * @throws InvalidJsonPathException it is none
   */
  public static Expression parse(String text) {
    var parser = new IntrinsicParser(text);
    parser.skipBlanks();
    var call = parser.call(1);
    parser.skipBlanks();
    if (parser.at != text.length()) {
      throw parser.invalid("unexpected text after the call");
    }
    return call;
  }

  /**
   * Whether the call of this text can give text, by its function.
   *
   * @throws InvalidJsonPathException it calls no function
   */
  public static boolean givesText(String text) {
    var parser = new IntrinsicParser(text);
    parser.skipBlanks();
    return switch (parser.function()) {
      case ArrayGetItem _,
          Base64Encode _,
          Base64Decode _,
          Format _,
          JsonToString _,
          Hash _,
          Uuid _ ->
          true;
      default -> false;
    };
  }

  private Expression call(int depth) {
    if (depth > MAX_NESTING) {
      throw invalid("more than " + MAX_NESTING + " nested calls");
    }
    var function = function();
    var arguments = new ArrayList<Expression>();
    expect('(');
    skipBlanks();
    if (!accept(')')) {
      do {
        skipBlanks();
        arguments.add(argument(depth, function instanceof Format && arguments.isEmpty()));
        skipBlanks();
      } while (accept(','));
      expect(')');
    }
    if (arguments.size() < function.minArguments() || arguments.size() > function.maxArguments()) {
      throw invalid(function.name() + " does not take " + arguments.size() + " arguments");
    }
    return new IntrinsicCall(function, List.copyOf(arguments), text);
  }

  private IntrinsicFunction function() {
    int start = at;
    while (at < text.length() && (Character.isLetterOrDigit(peek()) || peek() == '.')) {
      at++;
    }
    var name = text.substring(start, at);
    skipBlanks();
    return IntrinsicFunctions.named(name)
        .orElseThrow(() -> invalid("no function is named '" + name + "'"));
  }

  private Expression argument(int depth, boolean keepsBraceEscapes) {
    if (at == text.length()) {
      throw invalid("the call is not closed");
    }
    return switch (peek()) {
      case '\'' -> new Literal(StringNode.valueOf(string(keepsBraceEscapes)));
      case '$' -> JsonPathExpression.compile(path(), this::notFound);
      case 'S' -> call(depth + 1);
      default -> scalar();
    };
  }

  /**
   * A string in single quotes; Format's template keeps {@code \{} and {@code \}}, which mean
   * something to it.
   */
  private String string(boolean keepsBraceEscapes) {
    var value = new StringBuilder();
    at++;
    while (at < text.length()) {
      char c = text.charAt(at++);
      if (c == '\'') {
        return value.toString();
      }
      if (c == '\\' && at < text.length() && ESCAPABLE.contains(peek())) {
        char escaped = text.charAt(at++);
        if (keepsBraceEscapes && escaped != '\'') {
          value.append(c);
        }
        value.append(escaped);
      } else {
        value.append(c);
      }
    }
    throw invalid("a string is not closed");
  }

  /** A path ends at a comma or parenthesis that is not its own. */
  private String path() {
    int start = at;
    int depth = 0;
    char quote = 0;
    for (; at < text.length(); at++) {
      char c = peek();
      if (quote != 0) {
        quote = c == quote ? 0 : quote;
      } else if (depth > 0 && (c == '\'' || c == '"')) {
        quote = c;
      } else if (c == '[' || c == '(') {
        depth++;
      } else if (depth == 0 && (c == ',' || c == ')')) {
        break;
      } else if (c == ']' || c == ')') {
        depth--;
      }
    }
    return text.substring(start, at).strip();
  }

  private Expression scalar() {
    int start = at;
    while (at < text.length() && peek() != ',' && peek() != ')') {
      at++;
    }
    var word = text.substring(start, at).strip();
    try {
      var value = JsonText.parse(word);
      if (value.isNumber() || value.isBoolean() || value.isNull()) {
        return new Literal(value);
      }
    } catch (JacksonException _) {
      // Said below.
    }
    throw invalid("'" + word + "' is not an argument");
  }

  private StatesException notFound(String path, String why, Scope scope) {
    return StatesException.runtime(
        "The function '%s' had the following error: The JsonPath argument for the field '%s' could not be found in the input '%s'"
            .formatted(text, path, JsonText.write(scope.input())));
  }

  private char peek() {
    return text.charAt(at);
  }

  private void skipBlanks() {
    while (at < text.length() && Character.isWhitespace(peek())) {
      at++;
    }
  }

  private boolean accept(char wanted) {
    if (at < text.length() && peek() == wanted) {
      at++;
      return true;
    }
    return false;
  }

  private void expect(char wanted) {
    if (!accept(wanted)) {
      throw invalid("expected '" + wanted + "'");
    }
  }

  private InvalidJsonPathException invalid(String why) {
    return new InvalidJsonPathException(
        "Invalid intrinsic function call: " + why + " at position " + at);
  }
}
