package dev.stateway.activities.model;

import dev.stateway.translator.JsonText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DeserializationFeature;

/**
 * What the operations of one service answer.
 *
 * @param source where the model is from
 * @param operations the shape of each one's answer
 * @param shapes what answers are made of, by name
 */
record ServiceModel(String source, Map<String, String> operations, Map<String, Shape> shapes) {
  /**
   * The model of a service.
   *
   * @param module its module of the SDK for Java
   */
  static Optional<ServiceModel> of(String module) {
    try (var file = ServiceModel.class.getResourceAsStream(module + ".json")) {
      return file == null
          ? Optional.empty()
          : Optional.of(
              JsonText.MAPPER
                  .readerFor(ServiceModel.class)
                  .with(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                  .readValue(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What an action answers, by its name in a Resource. */
  Optional<Shape> answer(String action) {
    var name = action.substring(0, 1).toUpperCase(Locale.ROOT) + action.substring(1);
    return Optional.ofNullable(operations.get(name)).map(this::shape);
  }

  Shape shape(String name) {
    return Objects.requireNonNull(shapes.get(name), name);
  }

  /**
   * A shape.
   *
   * @param type as models have it, e.g. {@code structure}, {@code long}; {@code document} for any
   *     JSON
   * @param members of a structure: their shapes
   * @param required of a structure: the members that are always there
   * @param element of a list or a map: the shape of what is in it
   * @param min the least value, or length
   * @param max the greatest value, or length
   * @param values all values of an enumeration
   * @see <a href="https://smithy.io/2.0/spec/model.html">Smithy</a>
   */
  record Shape(
      String type,
      Map<String, String> members,
      List<String> required,
      @Nullable String element,
      @Nullable Double min,
      @Nullable Double max,
      @Nullable Set<String> values) {
    Shape {
      members = Objects.requireNonNullElse(members, Map.of());
      required = Objects.requireNonNullElse(required, List.of());
    }
  }
}
