package dev.stateway.translator.form;

import com.networknt.schema.regex.RegularExpression;
import com.networknt.schema.regex.RegularExpressionFactory;
import dev.stateway.translator.CountedText;
import java.util.regex.Pattern;

/**
 * The regular expressions of forms: what they are matched against comes from people, and must not
 * keep a thread busy for ever. What cannot be decided in so many steps does not match.
 *
 * @see <a
 *     href="https://owasp.org/www-community/attacks/Regular_expression_Denial_of_Service_-_ReDoS">Regular
 *     expression denial of service</a>
 */
final class BoundedExpressions implements RegularExpressionFactory {
  private static final int MOST_STEPS = 1_000_000;

  @Override
  public RegularExpression getRegularExpression(String expression) {
    var pattern = Pattern.compile(expression);
    return text -> isFound(pattern, expression, text);
  }

  private static boolean isFound(Pattern pattern, String expression, String text) {
    var matcher = pattern.matcher(new CountedText(text, new Steps()::take));
    try {
      // ECMA-262 has no line end before the last one.
      return matcher.find() && (!expression.endsWith("$") || matcher.end() == text.length());
    } catch (TooManySteps | StackOverflowError undecided) {
      return false;
    }
  }

  private static final class Steps {
    private int taken;

    void take() {
      taken++;
      if (taken > MOST_STEPS) {
        throw new TooManySteps();
      }
    }
  }

  private static final class TooManySteps extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TooManySteps() {
      super("The expression is not decided", null, false, false);
    }
  }
}
