package dev.stateway.translator.expression.template;

import dev.stateway.translator.expression.Expression;
import dev.stateway.translator.expression.Literal;
import dev.stateway.translator.expression.jsonata.Jsonata;
import dev.stateway.translator.expression.jsonata.JsonataExpression;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * JSONata in JSON: every string between <code>{%</code> and <code>%}</code> is an expression.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html">Transforming
 *     data with JSONata</a>
 */
public record JsonataLeaves(Reporter reporter) implements Template.Leaves {
  private static final String OPEN = "{%";
  private static final String CLOSE = "%}";

  @Override
  public String memberName(String written) {
    return written;
  }

  @Override
  public Expression leaf(String written, JsonNode value, Place place) {
    if (!isExpression(value)) {
      return new Literal(value);
    }
    return expression(value.stringValue(), place)
        .<Expression>map(expression -> expression)
        .orElse(new Literal(value));
  }

  /** Whether this is an expression; blanks outside the delimiters make it plain text. */
  public static boolean isExpression(JsonNode value) {
    return value.isString()
        && value.stringValue().length() >= OPEN.length() + CLOSE.length()
        && value.stringValue().startsWith(OPEN)
        && value.stringValue().endsWith(CLOSE);
  }

  /**
   * Compiles the text of an expression, delimiters included; empty if it does not parse, which is
   * reported.
   */
  public Optional<JsonataExpression> expression(String text, Place place) {
    var inner = text.substring(OPEN.length(), text.length() - CLOSE.length());
    try {
      var expression = Jsonata.compile(inner, place.name());
      expression
          .unsupported(place.name())
          .forEach(why -> reporter.error("UNSUPPORTED_JSONATA_EXPRESSION", why, place.pointer()));
      expression
          .unavailable(place.name())
          .forEach(why -> reporter.warning("UNDEFINED_REFERENCE", why, place.pointer()));
      return Optional.of(expression);
    } catch (Jsonata.SyntaxException e) {
      reporter.error("INVALID_JSONATA_EXPRESSION", String.valueOf(e.getMessage()), place.pointer());
      return Optional.empty();
    }
  }
}
