package dev.stateway.api.gateway;

import com.jayway.jsonpath.Configuration;
import com.jayway.jsonpath.InvalidPathException;
import com.jayway.jsonpath.JsonPath;
import com.jayway.jsonpath.Option;
import com.jayway.jsonpath.spi.json.Jackson3JsonNodeJsonProvider;
import com.jayway.jsonpath.spi.mapper.Jackson3MappingProvider;
import dev.stateway.translator.JsonText;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * One value of a request that a parameter mapping can name.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-parameter-mapping.html">Parameter
 *     mapping</a>
 */
sealed interface RequestValue {
  /** {@code request.header.NAME}: several values joined by commas. */
  record Header(String name) implements RequestValue {}

  /** {@code request.querystring.NAME}: several values joined by commas. */
  record QueryString(String name) implements RequestValue {}

  /** {@code request.path.NAME}. */
  record PathParameter(String name) implements RequestValue {}

  /** {@code request.path}. */
  record Path() implements RequestValue {}

  /** {@code request.body}. */
  record Body() implements RequestValue {}

  /** {@code request.body.PATH}. */
  record BodyPath(JsonPath path) implements RequestValue {
    private static final Configuration TREE =
        Configuration.builder()
            .jsonProvider(new Jackson3JsonNodeJsonProvider(JsonText.MAPPER))
            .mappingProvider(new Jackson3MappingProvider(JsonText.MAPPER))
            .options(Option.SUPPRESS_EXCEPTIONS)
            .build();
  }

  /** {@code context.NAME}. */
  record Context(String name) implements RequestValue {}

  /** {@code stageVariables.NAME}. */
  record StageVariable(String name) implements RequestValue {}

  /**
   * Reads the name of a value, without its dollar sign.
   *
   * @throws IllegalArgumentException there is no such value, with the reason
   */
  static RequestValue parse(String name) {
    if (name.equals("request.path")) {
      return new Path();
    }
    if (name.equals("request.body")) {
      return new Body();
    }
    if (name.startsWith("request.body.") || name.startsWith("request.body[")) {
      return new BodyPath(bodyPath(name));
    }
    for (var kind :
        List.of(
            "request.header.",
            "request.querystring.",
            "request.path.",
            "context.",
            "stageVariables.")) {
      if (name.startsWith(kind) && name.length() > kind.length()) {
        return named(kind, name.substring(kind.length()));
      }
    }
    throw new IllegalArgumentException("there is no request value $" + name);
  }

  private static RequestValue named(String kind, String name) {
    return switch (kind) {
      case "request.header." -> new Header(name);
      case "request.querystring." -> new QueryString(name);
      case "request.path." -> new PathParameter(name);
      case "context." -> new Context(name);
      case "stageVariables." -> new StageVariable(name);
      default -> throw new IllegalArgumentException("there is no request value $" + kind + name);
    };
  }

  private static JsonPath bodyPath(String name) {
    var path = "$" + name.substring("request.body".length());
    if (path.contains("..") || path.contains("(")) {
      throw new IllegalArgumentException(
          "recursive descent, filters and functions cannot be used in $" + name);
    }
    try {
      return JsonPath.compile(path);
    } catch (InvalidPathException invalid) {
      throw new IllegalArgumentException(
          "$" + name + " is not a JSONPath: " + invalid.getMessage(), invalid);
    }
  }

  /** The value in this request as text; empty when it is not there. */
  default Optional<String> of(GatewayRequest request) {
    return switch (this) {
      case Header(var name) -> joined(request.header(name));
      case QueryString(var name) -> joined(request.query().getOrDefault(name, List.of()));
      case PathParameter(var name) -> Optional.ofNullable(request.pathParameters().get(name));
      case Path() -> Optional.of(request.path());
      case Body() -> request.body().isBlank() ? Optional.empty() : Optional.of(request.body());
      case BodyPath(var path) -> select(path, request.body());
      case Context(var name) -> Optional.ofNullable(request.context().get(name));
      case StageVariable(var name) -> Optional.ofNullable(request.stageVariables().get(name));
    };
  }

  private static Optional<String> joined(List<String> values) {
    return values.isEmpty() ? Optional.empty() : Optional.of(String.join(",", values));
  }

  private static Optional<String> select(JsonPath path, String body) {
    JsonNode tree;
    try {
      tree = JsonText.parse(body);
    } catch (JacksonException notJson) {
      return Optional.empty();
    }
    // Null counts as absent: the library also answers null for an index past the end.
    @Nullable JsonNode found = path.read(tree, BodyPath.TREE);
    if (found == null || found.isNull() || found.isMissingNode()) {
      return Optional.empty();
    }
    return Optional.of(found.isString() ? found.stringValue() : JsonText.write(found));
  }
}
