package dev.stateway.api.auth.web;

import java.net.URI;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Paths of this server that browsers are led to after they signed in. */
final class OwnPath {
  /** The page that says who is signed in. */
  static final String LOGIN = "/login";

  /**
   * A path of this server: neither of another one ({@code //host}) nor what headers cannot hold.
   */
  private static final Pattern OWN = Pattern.compile("/(?![/\\\\])[!-\\[\\]-~]{0,2000}");

  private OwnPath() {}

  /** Where to go on: a path of this server, else the page that says who is signed in. */
  static String of(@Nullable String asked) {
    if (asked == null || !OWN.matcher(asked).matches()) {
      return LOGIN;
    }
    try {
      return URI.create(asked).toString();
    } catch (IllegalArgumentException _) {
      return LOGIN;
    }
  }
}
