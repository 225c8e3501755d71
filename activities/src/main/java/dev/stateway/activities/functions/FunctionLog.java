package dev.stateway.activities.functions;

/** Where the lines that functions print go. */
@FunctionalInterface
public interface FunctionLog {
  /**
   * Takes one line.
   *
   * @param function the function's name
   * @param requestId the invocation it was printed in; empty outside of one
   * @param line the text, without its end of line
   */
  void line(String function, String requestId, String line);
}
