package dev.stateway.translator.expression.template;

import dev.stateway.translator.JsonText;
import dev.stateway.translator.error.StatesException;
import dev.stateway.translator.expression.Expression;
import dev.stateway.translator.expression.Literal;
import dev.stateway.translator.expression.intrinsic.IntrinsicParser;
import dev.stateway.translator.expression.jsonpath.InvalidJsonPathException;
import dev.stateway.translator.expression.jsonpath.JsonPathExpression;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.NullNode;

/**
 * JSONPath's payload templates: a member whose name ends in {@code .$} holds a path or an intrinsic
 * function call.
 *
 * @see <a href="https://states-language.net/spec.html#payload-template">Payload template</a>
 */
public record JsonPathLeaves(Reporter reporter) implements Template.Leaves {
  private static final String COMPUTED = ".$";
  private static final Pattern COMPUTABLE =
      Pattern.compile("\\$\\$?(\\.\\w.*|\\[.*)?|States\\.\\w+\\(.*\\)");

  @Override
  public String memberName(String written) {
    return written.endsWith(COMPUTED)
        ? written.substring(0, written.length() - COMPUTED.length())
        : written;
  }

  @Override
  public Expression leaf(String written, JsonNode value, Place place) {
    if (!written.endsWith(COMPUTED)) {
      if (looksComputed(value)) {
        reporter.warning(
            "NO_DOLLAR",
            "No .$ on a field that appears to be a JSONPath or Intrinsic Function.",
            place.pointer());
      }
      return new Literal(value);
    }
    try {
      if (value.isString()) {
        return compile(written, value.stringValue());
      }
    } catch (InvalidJsonPathException _) {
      // AWS says the same whatever is wrong with it.
    }
    reporter.error(
        "The value for the field '"
            + written
            + "' must be a valid JSONPath or a valid intrinsic function call",
        place.parentPointer());
    return new Literal(NullNode.instance);
  }

  @Override
  public void duplicate(String written, Place place) {
    reporter.error(
        "A duplicate field exists once the '.$' of '" + written + "' is taken away",
        place.parentPointer());
  }

  /** Whether a constant is written like a path or a call. */
  public static boolean looksComputed(JsonNode value) {
    return value.isString() && COMPUTABLE.matcher(value.stringValue()).matches();
  }

  /**
   * A path or an intrinsic function call.
   *
   * @param field its name, for the words of failures
   * @throws InvalidJsonPathException it is neither
   */
  public static Expression compile(String field, String text) {
    return text.startsWith("$")
        ? JsonPathExpression.compile(text, notFound(field))
        : IntrinsicParser.parse(text);
  }

  private static JsonPathExpression.Missing notFound(String field) {
    return (path, _, scope) ->
        StatesException.runtime(
            "The JSONPath '%s' specified for the field '%s' could not be found in the input '%s'"
                .formatted(path, field, JsonText.write(scope.input())));
  }
}
