package dev.stateway.api.gateway;

import java.util.List;
import java.util.stream.Collectors;

/** OpenAPI files of the configured folder have errors: all of them, with their lines. */
public final class BrokenApisException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  BrokenApisException(List<Problem> errors) {
    super(errors.stream().map(Problem::toString).collect(Collectors.joining("\n")));
  }
}
