package dev.stateway.api.gateway.mapping;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * A value of {@code requestParameters} or {@code responseParameters}: static text, one value of the
 * request or the answer, or text with {@code ${values}} in it; compiled once.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-parameter-mapping.html">Parameter
 *     mapping</a>
 */
public final class ParameterMapping {
  private static final Pattern SELECTION = Pattern.compile("\\$\\{([^}]*)}");
  private static final Pattern SELECTOR_LIKE = Pattern.compile("\\$[a-zA-Z].*", Pattern.DOTALL);

  private final String text;
  private final List<Part> parts;

  /** A piece of the result. */
  private sealed interface Part {
    record Static(String text) implements Part {}

    record Selected(MappingValue value) implements Part {}
  }

  private ParameterMapping(String text, List<Part> parts) {
    this.text = text;
    this.parts = List.copyOf(parts);
  }

  /**
   * Compiles an expression over requests.
   *
   * @throws IllegalArgumentException it is none, with the reason
   */
  public static ParameterMapping parse(String text) {
    return parse(text, RequestValue::parse);
  }

  /**
   * Compiles an expression over answers of integrations.
   *
   * @throws IllegalArgumentException it is none, with the reason
   */
  public static ParameterMapping parseResponse(String text) {
    return parse(text, ResponseValue::parse);
  }

  private static ParameterMapping parse(String text, Function<String, MappingValue> values) {
    if (text.contains("${")) {
      return new ParameterMapping(text, template(text, values));
    }
    if (SELECTOR_LIKE.matcher(text).matches()) {
      return new ParameterMapping(
          text, List.of(new Part.Selected(values.apply(text.substring(1)))));
    }
    return new ParameterMapping(text, List.of(new Part.Static(text)));
  }

  private static List<Part> template(String text, Function<String, MappingValue> values) {
    var parts = new ArrayList<Part>();
    var matcher = SELECTION.matcher(text);
    var at = 0;
    while (matcher.find()) {
      if (matcher.start() > at) {
        parts.add(new Part.Static(text.substring(at, matcher.start())));
      }
      parts.add(new Part.Selected(values.apply(matcher.group(1))));
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
  public Optional<String> evaluate(GatewayRequest request) {
    return evaluate(new MappingInput(request, null));
  }

  /** The same where there may be an answer. */
  public Optional<String> evaluate(MappingInput input) {
    if (parts.size() == 1) {
      return evaluate(parts.getFirst(), input);
    }
    var result = new StringBuilder();
    parts.forEach(part -> evaluate(part, input).ifPresent(result::append));
    return Optional.of(result.toString());
  }

  private static Optional<String> evaluate(Part part, MappingInput input) {
    return switch (part) {
      case Part.Static(var fixed) -> Optional.of(fixed);
      case Part.Selected(var value) -> value.of(input);
    };
  }

  /** The text, if no request can change it. */
  public Optional<String> fixed() {
    return parts.size() == 1 && parts.getFirst() instanceof Part.Static(var fixed)
        ? Optional.of(fixed)
        : Optional.empty();
  }

  /** Whether this is the request's body as it is. */
  public boolean isWholeBody() {
    return parts.size() == 1 && parts.getFirst() instanceof Part.Selected(RequestValue.Body());
  }

  /** Whether the answer's body must be whole before this can be evaluated. */
  boolean needsResponseBody() {
    return parts.stream()
        .anyMatch(part -> part instanceof Part.Selected(ResponseValue value) && value.needsBody());
  }

  @Override
  public String toString() {
    return text;
  }
}
