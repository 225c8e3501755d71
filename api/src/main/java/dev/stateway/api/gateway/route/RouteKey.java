package dev.stateway.api.gateway.route;

import java.util.Set;

/**
 * What a route answers to: a method and a path, or everything that no other route takes.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-routes.html">RouteKey</a>
 */
public sealed interface RouteKey {
  /** The method that stands for any. */
  String ANY = "ANY";

  /** The methods a route can name. */
  Set<String> METHODS = Set.of("GET", "PUT", "POST", "DELETE", "OPTIONS", "HEAD", "PATCH");

  /** As API Gateway writes it: {@code POST /orders/{id}}, {@code $default}. */
  String text();

  /** {@code METHOD /path}. */
  record MethodAndPath(String method, PathTemplate path) implements RouteKey {
    @Override
    public String text() {
      return method + " " + path.text();
    }

    boolean takes(String requestMethod) {
      return method.equals(ANY) || method.equals(requestMethod);
    }
  }

  /** {@code $default}. */
  record Default() implements RouteKey {
    @Override
    public String text() {
      return "$default";
    }
  }

  /** Whether both would answer the same requests. */
  default boolean collidesWith(RouteKey other) {
    return switch (this) {
      case Default() -> other instanceof Default;
      case MethodAndPath(var method, var path) ->
          other instanceof MethodAndPath(var otherMethod, var otherPath)
              && method.equals(otherMethod)
              && path.sameShape(otherPath);
    };
  }

  /**
   * Reads the text form.
   *
   * @throws IllegalArgumentException it is none, with the reason
   */
  static RouteKey parse(String text) {
    if (text.equals("$default")) {
      return new Default();
    }
    var space = text.indexOf(' ');
    var method = space < 0 ? text : text.substring(0, space);
    if (space < 0 || !(METHODS.contains(method) || method.equals(ANY))) {
      throw new IllegalArgumentException("a route is METHOD /path or $default, not " + text);
    }
    return new MethodAndPath(method, PathTemplate.parse(text.substring(space + 1)));
  }
}
