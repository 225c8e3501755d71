package dev.stateway.api.auth.identity;

import java.util.List;

/** {@code identities.yaml} is wrong: all that is, each with its line. */
public final class IdentitiesException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<String> problems;

  public IdentitiesException(List<String> problems) {
    super(String.join("\n", problems));
    this.problems = List.copyOf(problems);
  }

  /** One text for each problem: {@code FILE:LINE: what is wrong}. */
  public List<String> problems() {
    return problems;
  }
}
