package dev.stateway.translator.expression.jsonpath;

import com.jayway.jsonpath.EvaluationListener;
import dev.stateway.translator.error.StatesException;

/** Keeps the general path engine from taking the stack, the memory or the time of a worker. */
final class PathBounds {
  private static final int MAX_LENGTH = 4096;
  private static final int MAX_NESTING = 32;
  private static final int UNMATCHED = -1;
  // Each multiplies the work by the depth of the data.
  private static final int MAX_DESCENTS = 2;
  private static final int MAX_RESULTS = 1_000_000;

  private PathBounds() {}

  /**
   * Checks a path before it is compiled.
   *
   * @throws InvalidJsonPathException it goes beyond a bound
   */
  static void check(String path) {
    if (path.length() > MAX_LENGTH) {
      throw new InvalidJsonPathException.Unbounded(
          "The path is longer than " + MAX_LENGTH + " characters");
    }
    var outline = outline(path);
    int nesting = nesting(outline);
    if (nesting == UNMATCHED) {
      throw new InvalidJsonPathException("The path has brackets that do not match");
    }
    if (nesting > MAX_NESTING) {
      throw new InvalidJsonPathException.Unbounded("The path is nested too deeply");
    }
    if (outline.contains("=~")) {
      // The engine matches them with backtracking, which no bound can stop.
      throw new InvalidJsonPathException.Unbounded(
          "Regular expressions in filters are not supported");
    }
    if (outline.split("\\.\\.", -1).length - 1 > MAX_DESCENTS) {
      throw new InvalidJsonPathException.Unbounded(
          "The path descends more than " + MAX_DESCENTS + " times with '..'");
    }
  }

  /** Stops an evaluation that finds too much. */
  static EvaluationListener.EvaluationContinuation countResult(
      EvaluationListener.FoundResult found) {
    if (found.index() >= MAX_RESULTS) {
      throw StatesException.runtime("A path finds more than " + MAX_RESULTS + " values");
    }
    return EvaluationListener.EvaluationContinuation.CONTINUE;
  }

  /** The path without what is inside quotes. */
  private static String outline(String path) {
    var outline = new StringBuilder(path.length());
    char quote = 0;
    for (int i = 0; i < path.length(); i++) {
      char c = path.charAt(i);
      if (quote == 0) {
        outline.append(c);
        quote = c == '\'' || c == '"' ? c : 0;
      } else if (c == '\\') {
        i++;
      } else if (c == quote) {
        quote = 0;
      }
    }
    return outline.toString();
  }

  /**
   * How deep brackets are nested; a value of its own if they do not match, which the engine
   * overlooks.
   */
  private static int nesting(String outline) {
    int depth = 0;
    int deepest = 0;
    for (int i = 0; i < outline.length(); i++) {
      switch (outline.charAt(i)) {
        case '(', '[' -> deepest = Math.max(deepest, ++depth);
        case ')', ']' -> depth--;
        default -> {}
      }
    }
    return depth == 0 ? deepest : UNMATCHED;
  }
}
