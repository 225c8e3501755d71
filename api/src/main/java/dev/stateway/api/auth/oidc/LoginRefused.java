package dev.stateway.api.auth.oidc;

/** Somebody is not signed in by way of an issuer; the message says why. */
public final class LoginRefused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final boolean unavailable;

  private LoginRefused(String message, boolean unavailable) {
    super(message, null, false, false);
    this.unavailable = unavailable;
  }

  /** What the browser or the issuer says does not do. */
  public static LoginRefused because(String why) {
    return new LoginRefused(why, false);
  }

  /** The issuer cannot be asked. */
  static LoginRefused unavailable(String why) {
    return new LoginRefused(why, true);
  }

  /** Whether to try again later may help. */
  public boolean isUnavailable() {
    return unavailable;
  }
}
