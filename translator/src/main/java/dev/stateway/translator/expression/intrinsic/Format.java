package dev.stateway.translator.expression.intrinsic;

import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

/** Fills the {@code {}} of a template, one argument each. */
final class Format implements IntrinsicFunction {
  private static final int LONGEST = 16 * 1024 * 1024;

  @Override
  public String name() {
    return "States.Format";
  }

  @Override
  public int minArguments() {
    return 1;
  }

  @Override
  public int maxArguments() {
    return Integer.MAX_VALUE;
  }

  @Override
  public JsonNode apply(Arguments arguments) {
    var template = arguments.text(0);
    var text = new StringBuilder();
    int next = 1;
    for (int i = 0; i < template.length(); i++) {
      char c = template.charAt(i);
      if (c == '\\' && i + 1 < template.length()) {
        text.append(template.charAt(++i));
      } else if (c == '{' && template.startsWith("{}", i)) {
        if (next == arguments.size()) {
          throw new IntrinsicFailureException("There are more {} than arguments");
        }
        text.append(display(arguments.writable(next++)));
        if (text.length() > LONGEST) {
          throw new IntrinsicFailureException("The text is longer than " + LONGEST + " characters");
        }
        i++;
      } else {
        text.append(c);
      }
    }
    if (next != arguments.size()) {
      throw new IntrinsicFailureException("There are fewer {} than arguments");
    }
    return StringNode.valueOf(text.toString());
  }

  /** Objects and arrays look as Java's collections do: AWS shows them so. */
  private static String display(JsonNode value) {
    if (value.isObject()) {
      return value.properties().stream()
          .map(member -> member.getKey() + "=" + display(member.getValue()))
          .collect(Collectors.joining(", ", "{", "}"));
    }
    if (value.isArray()) {
      return value.valueStream().map(Format::display).collect(Collectors.joining(", ", "[", "]"));
    }
    return value.isString() ? value.stringValue() : value.toString();
  }
}
