package dev.stateway.api.gateway.route;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The form of a line of the access log: text with {@code $context.NAME} in it.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-logging-variables.html">Logging
 *     variables</a>
 */
public record AccessLogFormat(String text) {
  private static final Pattern VARIABLE =
      Pattern.compile("\\$context\\.([a-zA-Z0-9_-]+(?:\\.[a-zA-Z0-9_-]+)*)");
  private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}\"\\\\]");

  /**
   * The line of a request: variables it has not are {@code -}; what could end the line or a JSON
   * text in it is replaced.
   */
  public String line(Map<String, String> context) {
    return VARIABLE
        .matcher(text)
        .replaceAll(found -> {
          var value = context.getOrDefault(found.group(1), "-");
          return Matcher.quoteReplacement(CONTROL.matcher(value).replaceAll("_"));
        });
  }
}
