package dev.stateway.translator.expression;

import tools.jackson.databind.JsonNode;

/**
 * A path that names exactly one place, e.g. {@code $.report.sections[0]}.
 *
 * @see <a href="https://states-language.net/spec.html#ref-paths">Reference paths</a>
 */
public interface ReferencePath {
  /**
   * A copy of {@code root} in which this place holds {@code value}; missing objects on the way are
   * made.
   *
   * @throws dev.stateway.translator.error.StatesException {@code States.ResultPathMatchFailure}
   */
  JsonNode set(JsonNode root, JsonNode value);
}
