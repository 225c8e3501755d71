package dev.stateway.api.auth.policy;

import java.util.Map;

/**
 * A text with the wildcards {@code *} and {@code ?}.
 *
 * @param text the pattern
 */
public record ResourcePattern(String text) {
  private static final RequestContext NOTHING = RequestContext.of(Map.of());

  /** Whether the whole of a value is of this pattern. */
  public boolean matches(String value) {
    return TextPattern.of(text, false).matches(value, NOTHING);
  }
}
