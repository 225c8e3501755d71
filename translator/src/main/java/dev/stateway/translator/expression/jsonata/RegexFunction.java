package dev.stateway.translator.expression.jsonata;

import com.dashjoin.jsonata.Functions;
import com.dashjoin.jsonata.Jsonata;
import dev.stateway.translator.CountedText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A regular expression as the function that it is in JSONata: of a string, giving the first match
 * and a function for the next.
 *
 * @see <a href="https://docs.jsonata.org/regex">Regular expressions</a>
 */
@SuppressWarnings("rawtypes")
final class RegexFunction extends Jsonata.JFunction {
  private final Pattern pattern;

  RegexFunction(Pattern pattern) {
    // See Builtin: the looked-up method is never called.
    super("", "<x:b>", Functions.class, null, "exists");
    this.pattern = pattern;
  }

  @Override
  public Object validate(@Nullable Object arguments, @Nullable Object context) {
    return arguments == null ? List.of() : arguments;
  }

  @Override
  public @Nullable Object call(@Nullable Object input, List arguments) {
    return !arguments.isEmpty() && arguments.getFirst() instanceof String text
        ? next(
            pattern.matcher(new CountedText(text, Evaluation.current()::characterMatched)),
            text.length())
        : null;
  }

  @Override
  public int getNumberOfArgs() {
    return 1;
  }

  private static @Nullable Map<String, Object> next(Matcher matcher, int length) {
    boolean atEnd = matcher.hasMatch() && matcher.end() >= length;
    if (atEnd || !matcher.find()) {
      return null;
    }
    if (matcher.end() == matcher.start()) {
      throw JsonataError.coded("D1004");
    }
    var groups = new ArrayList<@Nullable Object>();
    for (var group = 1; group <= matcher.groupCount(); group++) {
      groups.add(matcher.group(group));
    }
    var match = new LinkedHashMap<String, Object>();
    match.put("match", matcher.group());
    match.put("start", matcher.start());
    match.put("end", matcher.end());
    match.put("groups", groups);
    match.put("next", Builtin.of("next", "<:o>", _ -> next(matcher, length)));
    return match;
  }
}
