package dev.stateway.api.gateway.mapping;

import java.util.List;
import java.util.Optional;

/** One value of a request, or of the API, that a parameter mapping can name. */
public sealed interface RequestValue extends MappingValue {
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
  record BodyPart(BodyPath path) implements RequestValue {}

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
      return new BodyPart(BodyPath.parse(name, name.substring("request.body".length())));
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

  @Override
  default Optional<String> of(MappingInput input) {
    var request = input.request();
    return switch (this) {
      case Header(var name) -> MappingValue.joined(request.header(name));
      case QueryString(var name) ->
          MappingValue.joined(request.line().query().getOrDefault(name, List.of()));
      case PathParameter(var name) -> Optional.ofNullable(request.pathParameters().get(name));
      case Path() -> Optional.of(request.line().path());
      case Body() -> request.body().text().filter(text -> !text.isBlank());
      case BodyPart(var path) -> path.of(request.body());
      case Context(var name) -> request.context(name);
      case StageVariable(var name) -> Optional.ofNullable(request.stageVariables().get(name));
    };
  }
}
