package dev.stateway.api.auth.identity;

/**
 * A secret, which no log shows.
 *
 * @param text what nobody else knows
 */
public record Secret(String text) {
  @Override
  public String toString() {
    return "***";
  }
}
