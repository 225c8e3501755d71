package dev.stateway.api.gateway.folder;

import dev.stateway.api.gateway.openapi.Problem;
import java.util.List;
import java.util.stream.Collectors;

/** OpenAPI files of the configured folder have errors: all of them, with their lines. */
public final class BrokenApisException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public BrokenApisException(List<Problem> errors) {
    super(errors.stream().map(Problem::toString).collect(Collectors.joining("\n")));
  }
}
