package dev.stateway.translator;

import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The one way between JSON text and tree: numbers keep what they were (1 is not 1.0, 2.50 not 2.5,
 * big integers stay exact), members keep their order.
 */
public final class JsonText {
  /** Reads and writes the same way; for those that need more than text and tree. */
  public static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  // A payload may be of any size where a state machine has no limit of its own.
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxStringLength(Integer.MAX_VALUE).build())
                  .build())
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .enable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          .build();

  private JsonText() {}

  /**
   * The tree of this text.
   *
   * @throws tools.jackson.core.JacksonException not one JSON value; its original message is what
   *     AWS shows
   */
  public static JsonNode parse(String text) {
    try {
      return MAPPER.readTree(text);
    } catch (NumberFormatException unbounded) {
      // An exponent that no number can have is found only when the number is made.
      throw new StreamReadException(null, "A number is out of range", unbounded);
    }
  }

  /** The text of this tree, without white space. */
  public static String write(JsonNode tree) {
    return MAPPER.writeValueAsString(tree);
  }
}
