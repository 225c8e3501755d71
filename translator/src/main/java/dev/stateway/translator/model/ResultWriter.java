package dev.stateway.translator.model;

import dev.stateway.translator.expression.Expression;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of the results of a distributed Map.
 *
 * @param arguments {@code Parameters} or {@code Arguments}: bucket and prefix they are written to;
 *     absent: they are the state's result
 * @param transformation how they are shown
 * @param outputType how a file holds them
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/dg/input-output-resultwriter.html">ResultWriter</a>
 */
public record ResultWriter(
    @Nullable Expression arguments, Transformation transformation, OutputType outputType) {
  /** How results are shown; those of executions that failed are always shown as with NONE. */
  public enum Transformation {
    /** With all that is known of the execution. */
    NONE,
    /** The output alone. */
    COMPACT,
    /** The output alone; the elements of one that is an array instead of it. */
    FLATTEN
  }

  /** The form of a file. */
  public enum OutputType {
    /** One array. */
    JSON,
    /** A value on each line. */
    JSONL
  }
}
