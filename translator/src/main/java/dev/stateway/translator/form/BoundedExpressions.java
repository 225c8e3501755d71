package dev.stateway.translator.form;

import com.networknt.schema.regex.RegularExpression;
import com.networknt.schema.regex.RegularExpressionFactory;
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
    var matcher = pattern.matcher(new Counted(text));
    try {
      // ECMA-262 has no line end before the last one.
      return matcher.find() && (!expression.endsWith("$") || matcher.end() == text.length());
    } catch (TooManySteps | StackOverflowError undecided) {
      return false;
    }
  }

  /** A text that is looked at so often and no more. */
  private static final class Counted implements CharSequence {
    private final String text;
    private int steps;

    Counted(String text) {
      this.text = text;
    }

    @Override
    public char charAt(int index) {
      steps++;
      if (steps > MOST_STEPS) {
        throw new TooManySteps();
      }
      return text.charAt(index);
    }

    @Override
    public int length() {
      return text.length();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return text.substring(start, end);
    }

    @Override
    public String toString() {
      return text;
    }
  }

  private static final class TooManySteps extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TooManySteps() {
      super("The expression is not decided", null, false, false);
    }
  }
}
