package dev.stateway.api.execution;

import dev.stateway.translator.JsonText;
import java.util.function.Function;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.exc.MismatchedInputException;

/** Reads the JSON texts of clients; what is wrong with them is told in AWS's words. */
public final class JsonInput {
  private JsonInput() {}

  /** The tree of a text; the refusal is made of why it is none. */
  public static <E extends RuntimeException> JsonNode parse(
      String text, Function<String, E> refusal) {
    JsonNode tree;
    try {
      tree = JsonText.parse(text);
    } catch (MismatchedInputException _) {
      throw refusal.apply("Unexpected content after the end of the JSON value");
    } catch (JacksonException failure) {
      throw refusal.apply(failure.getOriginalMessage());
    }
    if (tree.isMissingNode()) {
      throw refusal.apply("No content to map due to end-of-input");
    }
    return tree;
  }
}
