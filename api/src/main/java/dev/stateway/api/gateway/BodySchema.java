package dev.stateway.api.gateway;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaException;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.Dialects;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * What the body of a request must be: the {@code requestBody} of its operation, compiled once.
 *
 * @see <a href="https://spec.openapis.org/oas/v3.0.3#request-body-object">Request body</a>
 */
final class BodySchema {
  /** The most violations an answer lists. */
  private static final int MOST_VIOLATIONS = 10;

  private final boolean required;
  private final @Nullable Schema schema;

  /** One rule a body breaks: where, as a JSON pointer, and which. */
  record Violation(String pointer, String message) {}

  private BodySchema(boolean required, @Nullable Schema schema) {
    this.required = required;
    this.schema = schema;
  }

  /** The rules of this operation; empty where it has none. */
  static Optional<BodySchema> of(Spot operation) {
    var body = operation.member("requestBody").dereferenced();
    if (!body.exists()) {
      return Optional.empty();
    }
    var required = body.member("required").flag();
    return Optional.of(
        new BodySchema(required, jsonSchema(body).map(BodySchema::compiled).orElse(null)));
  }

  private static Optional<Spot> jsonSchema(Spot body) {
    return body.member("content").members().stream()
        .filter(content -> isJson(content.name()))
        .map(content -> content.member("schema"))
        .filter(Spot::exists)
        .findFirst();
  }

  private static boolean isJson(String mediaType) {
    var type = mediaType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    return type.equals("application/json")
        || type.endsWith("+json")
        || type.equals("*/*")
        || type.equals("application/*");
  }

  /**
   * References in a schema go to the components of its file: the schema is compiled with them
   * beside it.
   */
  private static @Nullable Schema compiled(Spot schema) {
    var root = schema.document().root();
    var document = JsonNodeFactory.instance.objectNode();
    document.set("schema", schema.value());
    document.set("components", root.path("components"));
    var registry =
        SchemaRegistry.withDialect(
            dialect(root), builder -> builder.schemas(Map.of(LOCATION, document.toString())));
    try {
      var compiled = registry.getSchema(SchemaLocation.of(LOCATION + "#/schema"));
      compiled.initializeValidators();
      return compiled;
    } catch (SchemaException malformed) {
      schema.error("the schema cannot be used: " + malformed.getMessage());
      return null;
    }
  }

  private static final String LOCATION = "urn:stateway:openapi";

  private static Dialect dialect(JsonNode root) {
    return root.path("openapi").asString("").startsWith("3.1")
        ? Dialects.getOpenApi31()
        : Dialects.getOpenApi30();
  }

  boolean required() {
    return required;
  }

  /** Whether the content of a body matters. */
  boolean hasSchema() {
    return schema != null;
  }

  /** The rules that this body breaks, the first few of them. */
  List<Violation> violations(JsonNode body) {
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
