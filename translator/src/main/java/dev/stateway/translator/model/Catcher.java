package dev.stateway.translator.model;

import dev.stateway.translator.expression.Expression;
import dev.stateway.translator.expression.ReferencePath;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One element of {@code Catch}.
 *
 * @param errorEquals the error names it answers
 * @param next the state to go to
 * @param resultPath JSONPath: where the error output goes in the raw input; absent: it replaces it
 * @param discardResult JSONPath: {@code "ResultPath": null}
 * @param output JSONata: the next state's input
 * @param assign variables
 * @see <a href="https://states-language.net/spec.html#fallback-states">Fallback states</a>
 */
public record Catcher(
    List<String> errorEquals,
    String next,
    @Nullable ReferencePath resultPath,
    boolean discardResult,
    @Nullable Expression output,
    @Nullable Expression assign) {
  public Catcher {
    errorEquals = List.copyOf(errorEquals);
  }
}
