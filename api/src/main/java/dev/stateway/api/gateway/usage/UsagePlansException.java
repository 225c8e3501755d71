package dev.stateway.api.gateway.usage;

import java.util.List;

/** The file of usage plans is wrong. */
public final class UsagePlansException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final List<String> problems;

  UsagePlansException(List<String> problems) {
    super(String.join("\n", problems));
    this.problems = List.copyOf(problems);
  }

  /** What is wrong, each with its place. */
  public List<String> problems() {
    return problems;
  }
}
