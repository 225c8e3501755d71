package dev.stateway.activities.lambda;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A function as tasks name it: by name, partial ARN or ARN, with a qualifier or without.
 *
 * @param text as it was written
 * @param name the name alone
 * @param qualifier version or alias
 * @see <a
 *     href="https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html#API_Invoke_RequestParameters">FunctionName</a>
 */
record FunctionName(String text, String name, Optional<String> qualifier) {
  private static final Pattern FORM =
      Pattern.compile(
          "(?:arn:[a-z-]+:lambda:)?(?:[a-z]{2}(?:-[a-z]+)+-\\d:)?(?:\\d{12}:)?(?:function:)?"
              + "([a-zA-Z0-9-_]+)(?::(\\$LATEST|[a-zA-Z0-9-_]+))?");

  /** The parts of this name; empty when it has none of the forms. */
  static Optional<FunctionName> of(String text) {
    var matcher = FORM.matcher(text);
    return matcher.matches()
        ? Optional.of(
            new FunctionName(text, matcher.group(1), Optional.ofNullable(matcher.group(2))))
        : Optional.empty();
  }

  /** The ARN it is invoked by. */
  String arn(String region, String account) {
    return text.startsWith("arn:")
        ? text
        : "arn:aws:lambda:"
            + region
            + ":"
            + account
            + ":function:"
            + name
            + qualifier.map(q -> ":" + q).orElse("");
  }
}
