package dev.stateway.api.gateway.mapping;

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
 * One value that a parameter mapping can name: of the request, of the integration's answer, or of
 * the API itself.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-parameter-mapping.html">Parameter
 *     mapping</a>
 */
public sealed interface MappingValue permits RequestValue, ResponseValue {
  /** The value as text; empty when it is not there. */
  Optional<String> of(MappingInput input);

  /** Several values of one name. */
  static Optional<String> joined(List<String> values) {
    return values.isEmpty() ? Optional.empty() : Optional.of(String.join(",", values));
  }

  /** A place in a JSON body; of a longer body API Gateway looks at the first 100 KiB. */
  record BodyPath(JsonPath path) {
    private static final int LOOKED_AT = 102_400;
    private static final Configuration TREE =
        Configuration.builder()
            .jsonProvider(new Jackson3JsonNodeJsonProvider(JsonText.MAPPER))
            .mappingProvider(new Jackson3MappingProvider(JsonText.MAPPER))
            .options(Option.SUPPRESS_EXCEPTIONS)
            .build();

    /**
     * Compiles what follows {@code request.body} or {@code response.body}.
     *
     * @throws IllegalArgumentException it is no path that mappings can have, with the reason
     */
    static BodyPath parse(String name, String rest) {
      var path = "$" + rest;
      if (path.contains("..") || path.contains("(")) {
        throw new IllegalArgumentException(
            "recursive descent, filters and functions cannot be used in $" + name);
      }
      try {
        return new BodyPath(JsonPath.compile(path));
      } catch (InvalidPathException invalid) {
        throw new IllegalArgumentException(
            "$" + name + " is not a JSONPath: " + invalid.getMessage(), invalid);
      }
    }

    Optional<String> of(RequestBody body) {
      JsonNode tree;
      try {
        tree = JsonText.parse(body.beginning(LOOKED_AT));
      } catch (JacksonException notJson) {
        return Optional.empty();
      }
      // Null counts as absent: the library also answers null for an index past the end.
      @Nullable JsonNode found = path.read(tree, TREE);
      if (found == null || found.isNull() || found.isMissingNode()) {
        return Optional.empty();
      }
      return Optional.of(found.isString() ? found.stringValue() : JsonText.write(found));
    }
  }
}
