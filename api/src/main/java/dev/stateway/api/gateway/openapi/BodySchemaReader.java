package dev.stateway.api.gateway.openapi;

import dev.stateway.api.gateway.route.BodySchema;
import java.util.Locale;
import java.util.Optional;

/** Reads the {@code requestBody} of an operation. */
public final class BodySchemaReader {
  private BodySchemaReader() {}

  /** The rules of this operation; empty where it has none, or none that can be used. */
  public static Optional<BodySchema> read(Spot operation) {
    var body = operation.member("requestBody").dereferenced();
    if (!body.exists()) {
      return Optional.empty();
    }
    var required = body.member("required").flag();
    var schema = jsonSchema(body);
    var root = body.root();
    try {
      return Optional.of(
          BodySchema.of(
              required,
              schema.map(Spot::value).orElse(null),
              root.path("components"),
              root.path("openapi").asString("")));
    } catch (IllegalArgumentException malformed) {
      schema.orElse(body).error(String.valueOf(malformed.getMessage()));
      return Optional.empty();
    }
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
}
