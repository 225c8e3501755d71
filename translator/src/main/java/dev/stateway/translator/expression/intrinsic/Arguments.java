package dev.stateway.translator.expression.intrinsic;

import dev.stateway.translator.JsonText;
import dev.stateway.translator.expression.Entropy;
import dev.stateway.translator.expression.JsonSize;
import dev.stateway.translator.expression.Numbers;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The evaluated arguments of one call; those of the wrong type are refused with their position.
 *
 * @param values in their order
 * @param entropy the source of random values
 */
record Arguments(List<JsonNode> values, Entropy entropy) {
  Arguments {
    values = List.copyOf(values);
  }

  int size() {
    return values.size();
  }

  JsonNode value(int position) {
    return values.get(position);
  }

  ArrayNode array(int position) {
    if (value(position) instanceof ArrayNode array) {
      return array;
    }
    throw wrongType(position, "an array");
  }

  ObjectNode object(int position) {
    if (value(position) instanceof ObjectNode object) {
      return object;
    }
    throw wrongType(position, "an object");
  }

  String text(int position) {
    return value(position).stringValueOpt().orElseThrow(() -> wrongType(position, "a string"));
  }

  /** Refuses a value whose text would fill the memory. */
  JsonNode writable(int position) {
    final int longest = 16 * 1024 * 1024;
    if (JsonSize.exceeds(value(position), longest)) {
      throw new IntrinsicFailureException(
          "Argument %d is longer than %d characters".formatted(position + 1, longest));
    }
    return value(position);
  }

  /** A string that is not longer than AWS takes for encoding and hashing. */
  String shortText(int position) {
    final int longest = 10_000;
    var text = text(position);
    if (text.length() > longest) {
      throw new IntrinsicFailureException(
          "Argument %d must not be longer than %d characters".formatted(position + 1, longest));
    }
    return text;
  }

  boolean flag(int position) {
    return value(position).booleanValueOpt().orElseThrow(() -> wrongType(position, "a boolean"));
  }

  /** A number rounded to the nearest integer, within 32 bits as AWS demands. */
  int integer(int position) {
    var rounded = Numbers.rounded(value(position));
    if (rounded.isEmpty() || rounded.get().intValue() != rounded.get()) {
      throw wrongType(position, "an integer between -2147483648 and 2147483647");
    }
    return rounded.get().intValue();
  }

  private IntrinsicFailureException wrongType(int position, String wanted) {
    return new IntrinsicFailureException(
        "Argument %d must be %s, but was: %s"
            .formatted(position + 1, wanted, shown(value(position))));
  }

  private static String shown(JsonNode value) {
    final int longest = 1_000;
    return JsonSize.exceeds(value, longest) ? "(a long value)" : JsonText.write(value);
  }
}
