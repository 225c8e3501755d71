package dev.stateway.api.gateway.route;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The path of a route: literal segments, {@code {variables}} and at its end perhaps one {@code
 * {greedy+}} variable.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html">Routes
 *     of HTTP APIs</a>
 */
public record PathTemplate(String text, List<Segment> segments)
    implements Comparable<PathTemplate> {
  public PathTemplate {
    segments = List.copyOf(segments);
  }

  /**
   * One part between slashes; the more it says, the lower its rank, and the earlier it is tried.
   */
  public sealed interface Segment {
    int rank();

    record Literal(String text) implements Segment {
      @Override
      public int rank() {
        return 0;
      }
    }

    record Variable(String name) implements Segment {
      @Override
      public int rank() {
        return 1;
      }
    }

    record Greedy(String name) implements Segment {
      @Override
      public int rank() {
        return 2;
      }
    }
  }

  /**
   * Reads a template as OpenAPI writes it.
   *
   * @throws IllegalArgumentException it is none, with the reason
   */
  public static PathTemplate parse(String text) {
    if (!text.startsWith("/")) {
      throw new IllegalArgumentException("the path " + text + " must begin with /");
    }
    var segments = new ArrayList<Segment>();
    var names = new HashSet<String>();
    for (var part : split(text)) {
      if (!segments.isEmpty() && segments.getLast() instanceof Segment.Greedy(var name)) {
        throw new IllegalArgumentException("{" + name + "+} must be the last part of the path");
      }
      segments.add(segment(part, names));
    }
    return new PathTemplate(text, segments);
  }

  private static Segment segment(String part, Set<String> names) {
    if (part.indexOf('{') < 0 && part.indexOf('}') < 0) {
      return new Segment.Literal(decoded(part));
    }
    var greedy = part.endsWith("+}");
    var end = part.length() - (greedy ? 2 : 1);
    if (!part.startsWith("{") || !part.endsWith("}") || end < 2) {
      throw new IllegalArgumentException(
          "a variable must be a whole part of the path, not " + part);
    }
    var name = part.substring(1, end);
    if (!name.matches("[a-zA-Z0-9._:-]+")) {
      throw new IllegalArgumentException(name + " cannot be the name of a path variable");
    }
    if (!names.add(name)) {
      throw new IllegalArgumentException("the path variable " + name + " occurs twice");
    }
    return greedy ? new Segment.Greedy(name) : new Segment.Variable(name);
  }

  /**
   * The values of the variables, if this path as it was received (percent-encoded) is of this
   * template.
   */
  public Optional<Map<String, String>> match(String rawPath) {
    if (!rawPath.startsWith("/")) {
      return Optional.empty();
    }
    // Each part is decoded once and after the split: an encoded slash is a character of a value,
    // never a separator.
    var parts = split(rawPath);
    var values = new LinkedHashMap<String, String>();
    for (var i = 0; i < segments.size(); i++) {
      if (i >= parts.size()) {
        return Optional.empty();
      }
      var part = decoded(parts.get(i));
      switch (segments.get(i)) {
        case Segment.Literal(var literal) -> {
          if (!literal.equals(part)) {
            return Optional.empty();
          }
        }
        case Segment.Variable(var name) -> {
          if (part.isEmpty()) {
            return Optional.empty();
          }
          values.put(name, part);
        }
        case Segment.Greedy(var name) -> {
          var rest = decoded(String.join("/", parts.subList(i, parts.size())));
          return rest.isEmpty() ? Optional.empty() : Optional.of(with(values, name, rest));
        }
      }
    }
    return parts.size() == segments.size() ? Optional.of(values) : Optional.empty();
  }

  /** The name of its greedy variable. */
  public Optional<String> greedy() {
    return segments.getLast() instanceof Segment.Greedy(var name)
        ? Optional.of(name)
        : Optional.empty();
  }

  private static Map<String, String> with(Map<String, String> values, String name, String value) {
    values.put(name, value);
    return values;
  }

  private static List<String> split(String path) {
    return Arrays.asList(path.substring(1).split("/", -1));
  }

  private static String decoded(String part) {
    // URLDecoder reads forms, in which + is a space; in a path it is itself.
    return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  /** Two templates of the same shape match the same paths, whatever their variables are called. */
  public boolean sameShape(PathTemplate other) {
    return segments.size() == other.segments.size()
        && compareTo(other) == 0
        && literals().equals(other.literals());
  }

  private List<Segment> literals() {
    return segments.stream().filter(Segment.Literal.class::isInstance).toList();
  }

  /** The more specific first: at the first part in which they differ in kind. */
  @Override
  public int compareTo(PathTemplate other) {
    for (var i = 0; i < Math.min(segments.size(), other.segments.size()); i++) {
      var difference = Integer.compare(segments.get(i).rank(), other.segments.get(i).rank());
      if (difference != 0) {
        return difference;
      }
    }
    return Integer.compare(other.segments.size(), segments.size());
  }
}
