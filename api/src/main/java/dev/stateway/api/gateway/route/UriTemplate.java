package dev.stateway.api.gateway.route;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.web.util.UriUtils;

/**
 * The URI of an HTTP backend, with {@code {variables}} of the route's path in its path.
 *
 * @param text as written
 */
public record UriTemplate(String text) {
  private static final Pattern VARIABLE = Pattern.compile("\\{([^}/]+)}");

  /** Hosts that some readers take for an address, each for another one. */
  private static final Pattern NUMBERS = Pattern.compile("(.*\\.)?(0[xX][0-9a-fA-F]*|[0-9]+)\\.?");

  private static final Pattern ADDRESS =
      Pattern.compile("((25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)(\\.(?!$)|$)){4}");

  private static final Pattern FORM =
      Pattern.compile("(https?)://([^/?#@{}]+)(/[^?#]*)?(\\?[^#]*)?");

  /** Refuses what is no absolute http or https URI, or has variables outside its path. */
  public UriTemplate {
    if (!FORM.matcher(text).matches()) {
      throw new IllegalArgumentException(
          text + " must be http:// or https://, a host, and a path that may have {variables}");
    }
    var sample = VARIABLE.matcher(text).replaceAll("x");
    try {
      var uri = new URI(sample);
      if (uri.getHost() == null) {
        throw new IllegalArgumentException(text + " has no host");
      }
      if (NUMBERS.matcher(uri.getHost()).matches() && !ADDRESS.matcher(uri.getHost()).matches()) {
        throw new IllegalArgumentException(
            uri.getHost() + " must be a name or an address of four decimal numbers");
      }
    } catch (URISyntaxException malformed) {
      throw new IllegalArgumentException(
          text + " is not a URI: " + malformed.getReason(), malformed);
    }
  }

  /** The names of its variables. */
  public List<String> variables() {
    return VARIABLE.matcher(text).results().map(found -> found.group(1)).toList();
  }

  /**
   * The URI for these values, encoded: a slash separates only in the value of a greedy variable.
   *
   * @throws IllegalArgumentException a value would lead out of its place: it has dot segments
   */
  public URI expand(Map<String, String> values, Optional<String> greedy) {
    var expanded =
        VARIABLE
            .matcher(text)
            .replaceAll(found -> {
              var value = values.getOrDefault(found.group(1), "");
              var isGreedy = greedy.filter(found.group(1)::equals).isPresent();
              return Matcher.quoteReplacement(encoded(value, isGreedy));
            });
    return URI.create(expanded);
  }

  private static String encoded(String value, boolean greedy) {
    for (var segment : value.split("/", -1)) {
      if (segment.equals(".") || segment.equals("..")) {
        throw new IllegalArgumentException("The path has dot segments");
      }
    }
    return greedy
        ? UriUtils.encodePath(value, StandardCharsets.UTF_8)
        : UriUtils.encodePathSegment(value, StandardCharsets.UTF_8);
  }
}
