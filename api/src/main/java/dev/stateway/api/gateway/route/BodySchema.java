package dev.stateway.api.gateway.route;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaException;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.Dialects;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * What the body of a request must be: the {@code requestBody} of its operation, compiled once.
 *
 * @see <a href="https://spec.openapis.org/oas/v3.0.3#request-body-object">Request body</a>
 */
public final class BodySchema {
  /** The most violations an answer lists. */
  private static final int MOST_VIOLATIONS = 10;

  private final boolean required;
  private final @Nullable Schema schema;

  /** One rule a body breaks: where, as a JSON pointer, and which. */
  public record Violation(String pointer, String message) {}

  private BodySchema(boolean required, @Nullable Schema schema) {
    this.required = required;
    this.schema = schema;
  }

  /**
   * Compiles rules.
   *
   * @param required whether there must be a body
   * @param schema its JSON schema; absent where only that matters
   * @param components of the file: references of the schema go to them
   * @param version of OpenAPI
   * @throws IllegalArgumentException the schema cannot be used, with the reason
   */
  public static BodySchema of(
      boolean required, @Nullable JsonNode schema, JsonNode components, String version) {
    return new BodySchema(
        required, schema == null ? null : compiled(schema, components, dialect(version)));
  }

  private static Schema compiled(JsonNode schema, JsonNode components, Dialect dialect) {
    var document = JsonNodeFactory.instance.objectNode();
    document.set("schema", schema);
    document.set("components", components);
    SchemaCircles.check(document);
    var registry =
        SchemaRegistry.withDialect(
            dialect, builder -> builder.schemas(Map.of(LOCATION, document.toString())));
    try {
      var compiled = registry.getSchema(SchemaLocation.of(LOCATION + "#/schema"));
      compiled.initializeValidators();
      return compiled;
    } catch (SchemaException malformed) {
      // What is behind it is what a loader said that found nothing: its words are no answer.
      var reason =
          malformed.getCause() == null
              ? malformed.getMessage()
              : "a reference of it leads to no schema";
      throw new IllegalArgumentException("the schema cannot be used: " + reason, malformed);
    }
  }

  private static final String LOCATION = "urn:stateway:openapi";

  private static Dialect dialect(String version) {
    return version.startsWith("3.1") ? Dialects.getOpenApi31() : Dialects.getOpenApi30();
  }

  /** Whether there must be a body. */
  public boolean required() {
    return required;
  }

  /** Whether the content of a body matters. */
  public boolean hasSchema() {
    return schema != null;
  }

  /** The rules that this body breaks, the first few of them. */
  public List<Violation> violations(JsonNode body) {
    if (schema == null) {
      return List.of();
    }
    return schema
        .validate(
            body,
            context ->
                context.executionConfig(
                    config -> config.formatAssertionsEnabled(true).locale(Locale.ENGLISH)))
        .stream()
        .limit(MOST_VIOLATIONS)
        .map(error -> new Violation(error.getInstanceLocation().toString(), error.getMessage()))
        .toList();
  }
}
