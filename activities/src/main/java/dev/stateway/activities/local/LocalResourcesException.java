package dev.stateway.activities.local;

import java.util.List;

/** The configuration of local resources is wrong: every problem, with its line. */
public final class LocalResourcesException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  LocalResourcesException(List<String> problems) {
    super(String.join("\n", problems));
  }
}
