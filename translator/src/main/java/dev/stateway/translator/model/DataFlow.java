package dev.stateway.translator.model;

import dev.stateway.translator.expression.Expression;
import dev.stateway.translator.expression.ReferencePath;
import org.jspecify.annotations.Nullable;

/**
 * How data passes through a state, in the state's query language; an absent field has ASL's
 * default.
 *
 * @see <a href="https://states-language.net/spec.html#filters">Input and output processing</a>
 */
public sealed interface DataFlow {
  /** {@code Assign}: one object of new variable values; every expression sees the old ones. */
  @Nullable Expression assign();

  /**
   * The JSONPath phases in their order.
   *
   * @param inputPath from the raw input
   * @param parameters {@code Parameters}: from the effective input; a Map's are its {@code
   *     ItemSelector}
   * @param resultSelector from the raw result
   * @param resultPath where the result goes in the raw input; absent: the result replaces it
   * @param discardResult {@code "ResultPath": null}: the raw input is the output
   * @param outputPath from what ResultPath gave
   * @param assign variables from the result
   */
  record JsonPathFlow(
      @Nullable Expression inputPath,
      @Nullable Expression parameters,
      @Nullable Expression resultSelector,
      @Nullable ReferencePath resultPath,
      boolean discardResult,
      @Nullable Expression outputPath,
      @Nullable Expression assign)
      implements DataFlow {
    /** Of a state that has none of them. */
    public static final JsonPathFlow WITHOUT_PHASES =
        new JsonPathFlow(null, null, null, null, false, null, null);
  }

  /**
   * The JSONata phases.
   *
   * @param arguments {@code Arguments}: what the task is called with; absent: the input
   * @param output {@code Output}; absent: the result
   * @param assign variables
   */
  record JsonataFlow(
      @Nullable Expression arguments, @Nullable Expression output, @Nullable Expression assign)
      implements DataFlow {
    /** Of a state that has none of them. */
    public static final JsonataFlow WITHOUT_PHASES = new JsonataFlow(null, null, null);
  }
}
