package dev.stateway.api.http;

import dev.stateway.translator.JsonText;
import java.util.function.Supplier;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * JSON of strangers: a member that occurs twice would be read differently by different readers, and
 * a short number can stand for one of a billion digits. Depth, lengths of names and of numbers are
 * bounded by the parser.
 */
public final class StrictJson {
  private static final JsonMapper MAPPER =
      JsonText.MAPPER.rebuild().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();
  private static final int MOST_DIGITS = 10_000;

  private StrictJson() {}

  /**
   * The tree of this text.
   *
   * @throws JacksonException it is none
   * @throws UnboundedNumberException it has a number of too many digits
   */
  public static JsonNode parse(String text) {
    return read(() -> MAPPER.readTree(text));
  }

  /** The tree of this UTF-8 text; missing if there is none. */
  public static JsonNode parse(byte[] text) {
    return read(() -> MAPPER.readTree(text));
  }

  private static JsonNode read(Supplier<JsonNode> reading) {
    try {
      return bounded(reading.get());
    } catch (NumberFormatException unbounded) {
      // Found only when the number is made.
      throw new UnboundedNumberException();
    }
  }

  private static JsonNode bounded(JsonNode tree) {
    if (tree.isBigDecimal() && Math.abs((long) tree.decimalValue().scale()) > MOST_DIGITS) {
      throw new UnboundedNumberException();
    }
    tree.forEach(StrictJson::bounded);
    return tree;
  }

  /** A number has more digits than anybody needs. */
  public static final class UnboundedNumberException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnboundedNumberException() {
      super("A number has an exponent beyond " + MOST_DIGITS, null, false, false);
    }
  }
}
