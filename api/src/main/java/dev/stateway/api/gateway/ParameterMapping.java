package dev.stateway.api.gateway;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A value of {@code requestParameters}: static text, one value of the request, or text with {@code
 * ${values}} in it; compiled once.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-parameter-mapping.html">Parameter
 *     mapping</a>
 */
final class ParameterMapping {
  private static final Pattern SELECTION = Pattern.compile("\\$\\{([^}]*)}");
  private static final Pattern SELECTOR_LIKE = Pattern.compile("\\$[a-zA-Z].*", Pattern.DOTALL);

  private final String text;
  private final List<Part> parts;

  /** A piece of the result. */
  private sealed interface Part {
    record Static(String text) implements Part {}

    record Selected(RequestValue value) implements Part {}
  }

  private ParameterMapping(String text, List<Part> parts) {
    this.text = text;
    this.parts = List.copyOf(parts);
  }

  /**
   * Compiles an expression.
   *
   * @throws IllegalArgumentException it is none, with the reason
   */
  static ParameterMapping parse(String text) {
    if (text.contains("${")) {
      return new ParameterMapping(text, template(text));
    }
    if (SELECTOR_LIKE.matcher(text).matches()) {
      return new ParameterMapping(
          text, List.of(new Part.Selected(RequestValue.parse(text.substring(1)))));
    }
    return new ParameterMapping(text, List.of(new Part.Static(text)));
  }

  private static List<Part> template(String text) {
    var parts = new ArrayList<Part>();
    var matcher = SELECTION.matcher(text);
    var at = 0;
    while (matcher.find()) {
      if (matcher.start() > at) {
        parts.add(new Part.Static(text.substring(at, matcher.start())));
      }
      parts.add(new Part.Selected(RequestValue.parse(matcher.group(1))));
      at = matcher.end();
    }
    if (text.indexOf("${", at) >= 0) {
      throw new IllegalArgumentException("${ without } in " + text);
    }
    if (at < text.length() || parts.isEmpty()) {
      parts.add(new Part.Static(text.substring(at)));
    }
    return parts;
  }

  /**
   * The value for this request; empty when the one value it names is not there, so that the
   * parameter is not sent.
   */
  Optional<String> evaluate(GatewayRequest request) {
    if (parts.size() == 1) {
      return evaluate(parts.getFirst(), request);
    }
    var result = new StringBuilder();
    parts.forEach(part -> evaluate(part, request).ifPresent(result::append));
    return Optional.of(result.toString());
  }

  private static Optional<String> evaluate(Part part, GatewayRequest request) {
    return switch (part) {
      case Part.Static(var fixed) -> Optional.of(fixed);
      case Part.Selected(var value) -> value.of(request);
    };
  }

  /** The text, if no request can change it. */
  Optional<String> fixed() {
    return parts.size() == 1 && parts.getFirst() instanceof Part.Static(var fixed)
        ? Optional.of(fixed)
        : Optional.empty();
  }

  /** Whether this is the request's body as it is. */
  boolean isWholeBody() {
    return parts.size() == 1 && parts.getFirst() instanceof Part.Selected(RequestValue.Body());
  }

  @Override
  public String toString() {
    return text;
  }
}
