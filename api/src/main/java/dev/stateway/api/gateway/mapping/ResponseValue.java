package dev.stateway.api.gateway.mapping;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** One value that the mapping of an integration's answer can name. */
public sealed interface ResponseValue extends MappingValue {
  /** {@code response.header.NAME}: several values joined by commas. */
  record Header(String name) implements ResponseValue {}

  /** {@code response.body}. */
  record Body() implements ResponseValue {}

  /** {@code response.body.PATH}. */
  record BodyPart(BodyPath path) implements ResponseValue {}

  /** {@code context.NAME} or {@code stageVariables.NAME}. */
  record OfApi(RequestValue value) implements ResponseValue {}

  /**
   * Reads the name of a value, without its dollar sign.
   *
   * @throws IllegalArgumentException there is no such value, with the reason
   */
  static ResponseValue parse(String name) {
    if (name.equals("response.body")) {
      return new Body();
    }
    if (name.startsWith("response.body.") || name.startsWith("response.body[")) {
      return new BodyPart(BodyPath.parse(name, name.substring("response.body".length())));
    }
    var header = "response.header.";
    if (name.startsWith(header) && name.length() > header.length()) {
      return new Header(name.substring(header.length()).toLowerCase(Locale.ROOT));
    }
    if (name.startsWith("context.") || name.startsWith("stageVariables.")) {
      return new OfApi(RequestValue.parse(name));
    }
    throw new IllegalArgumentException("there is no response value $" + name);
  }

  /** Whether the body must be whole before this can be taken from it. */
  default boolean needsBody() {
    return switch (this) {
      case Body _, BodyPart _ -> true;
      case Header _, OfApi _ -> false;
    };
  }

  @Override
  default Optional<String> of(MappingInput input) {
    var answer = input.answer();
    return switch (this) {
      case Header(var name) ->
          answer == null
              ? Optional.empty()
              : MappingValue.joined(answer.headers().getOrDefault(name, List.of()));
      case Body() -> answer == null ? Optional.empty() : answer.body().text();
      case BodyPart(var path) -> answer == null ? Optional.empty() : path.of(answer.body());
      case OfApi(var value) -> value.of(input);
    };
  }
}
