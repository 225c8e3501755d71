package dev.stateway.api.gateway.route;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Selects the route of a request: the most specific path first, in it the named method before ANY,
 * and {@code $default} last.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html#http-api-develop-routes.evaluation">Route
 *     selection</a>
 */
public final class RouteTable<R> {
  private static final Comparator<RouteKey.MethodAndPath> MOST_SPECIFIC_FIRST =
      Comparator.comparing(RouteKey.MethodAndPath::path)
          .thenComparing(key -> key.method().equals(RouteKey.ANY));

  private final List<Entry<R>> entries;
  private final Optional<R> fallback;

  private record Entry<R>(RouteKey.MethodAndPath key, R route) {}

  /** The route taken and the values of its path variables. */
  public record Selection<R>(R route, Map<String, String> pathParameters) {
    public Selection {
      pathParameters = Map.copyOf(pathParameters);
    }
  }

  public RouteTable(List<R> routes, Function<R, RouteKey> keyOf) {
    var sorted = new ArrayList<Entry<R>>();
    Optional<R> last = Optional.empty();
    for (var route : routes) {
      switch (keyOf.apply(route)) {
        case RouteKey.MethodAndPath key -> sorted.add(new Entry<>(key, route));
        case RouteKey.Default() -> last = Optional.of(route);
      }
    }
    sorted.sort(Comparator.comparing(Entry::key, MOST_SPECIFIC_FIRST));
    entries = List.copyOf(sorted);
    fallback = last;
  }

  /** The route for this method and path; the path as it was received, percent-encoded. */
  public Optional<Selection<R>> select(String method, String rawPath) {
    for (var entry : entries) {
      if (entry.key().takes(method)) {
        var values = entry.key().path().match(rawPath);
        if (values.isPresent()) {
          return values.map(found -> new Selection<>(entry.route(), found));
        }
      }
    }
    return fallback.map(route -> new Selection<>(route, Map.of()));
  }

  /** The most specific route of this path, whatever its method. */
  public Optional<R> ofPath(String rawPath) {
    for (var entry : entries) {
      if (entry.key().path().match(rawPath).isPresent()) {
        return Optional.of(entry.route());
      }
    }
    return fallback;
  }
}
