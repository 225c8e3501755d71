package dev.stateway.translator.expression.jsonata;

import com.dashjoin.jsonata.JException;
import org.jspecify.annotations.Nullable;

/** An evaluation failed: what AWS writes after {@code threw an error during evaluation}. */
final class JsonataError extends JException {
  private static final long serialVersionUID = 1L;

  private final String tail;

  private JsonataError(String code, String tail) {
    super(code);
    this.tail = tail;
  }

  /**
   * An error of the language, e.g. {@code T0410}; the inserts fill the places of its text in their
   * order.
   */
  static JsonataError coded(String code, @Nullable Object... inserts) {
    return new JsonataError(code, ". " + code + ": " + ErrorText.of(code, inserts));
  }

  static JsonataError timeout() {
    return new JsonataError("U1001", ": Expression evaluation timeout: Check for infinite loop");
  }

  static JsonataError tooDeep() {
    return new JsonataError(
        "U1001",
        ": Stack overflow error: Check for non-terminating recursive function. Consider rewriting"
            + " as tail-recursive.");
  }

  static JsonataError tooLarge() {
    return new JsonataError(
        "U1001", ": Expression evaluation memory limit exceeded: Check for excessive memory usage");
  }

  /** The rest of AWS's sentence, with its punctuation in front. */
  String tail() {
    return tail;
  }

  @Override
  public String getMessage() {
    return tail;
  }
}
