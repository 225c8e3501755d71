package dev.stateway.api.gateway.openapi;

import dev.stateway.api.gateway.route.Route;
import java.util.Locale;

/**
 * Something wrong in an OpenAPI file.
 *
 * @param severity whether the file is refused for it
 * @param place the line it is in
 * @param message what is wrong
 */
public record Problem(Severity severity, Route.Place place, String message) {
  /** Whether a problem refuses its file. */
  public enum Severity {
    ERROR,
    WARNING
  }

  @Override
  public String toString() {
    return place + ": " + severity.name().toLowerCase(Locale.ROOT) + ": " + message;
  }
}
