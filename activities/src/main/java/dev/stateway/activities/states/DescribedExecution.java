package dev.stateway.activities.states;

import dev.stateway.translator.JsonText;
import java.math.BigDecimal;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** The answer of DescribeExecution as {@code .sync} results in it: in PascalCase, by name. */
final class DescribedExecution {
  private static final BigDecimal MILLIS = BigDecimal.valueOf(1000);

  private DescribedExecution() {}

  /**
   * The result.
   *
   * @param described as on the wire
   * @param json whether input and output are JSON, as {@code .sync:2} has them
   */
  static JsonNode of(JsonNode described, boolean json) {
    var members = new TreeMap<String, JsonNode>();
    described
        .properties()
        .forEach(member -> members.put(capitalised(member.getKey()), value(member, json)));
    var result = JsonText.MAPPER.createObjectNode();
    members.forEach(result::set);
    return result;
  }

  /** A time on the wire, in epoch milliseconds. */
  static JsonNode millis(JsonNode seconds) {
    return JsonText.MAPPER
        .getNodeFactory()
        .numberNode(seconds.decimalValue().multiply(MILLIS).longValue());
  }

  private static JsonNode value(Map.Entry<String, JsonNode> member, boolean json) {
    var value = member.getValue();
    return switch (member.getKey()) {
      case "startDate", "stopDate", "redriveDate" -> millis(value);
      case "input", "output" -> json ? parsed(value) : value;
      case "inputDetails", "outputDetails" -> of(value, json);
      default -> value;
    };
  }

  private static JsonNode parsed(JsonNode text) {
    try {
      return JsonText.parse(text.stringValue());
    } catch (JacksonException _) {
      return text;
    }
  }

  private static String capitalised(String name) {
    return Character.toUpperCase(name.charAt(0)) + name.substring(1);
  }
}
