package dev.stateway.api.gateway.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stateway.api.gateway.route.BodySchema;
import dev.stateway.api.source.YamlDocument;
import dev.stateway.translator.JsonText;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class BodySchemaTest {
  private static Spot operation(String version, String operation) {
    return operation(version, operation, "");
  }

  /** The same with more schemas. */
  private static Spot operation(String version, String operation, String more) {
    var text =
        """
        {"openapi": "%s", "operation": %s, "components": {
          "requestBodies": {"Order": {"required": true, "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Order"}}}}},
          "schemas": {
            "Order": {"type": "object", "required": ["id", "lines"], "additionalProperties": false, "properties": {
              "id": {"type": "integer", "minimum": 1},
              "note": {"type": "string", "nullable": true},
              "on": {"type": "string", "format": "date"},
              "lines": {"type": "array", "minItems": 1, "items": {"$ref": "#/components/schemas/Line"}}}},
            "Line": {"type": "object", "required": ["sku"], "properties": {"sku": {"type": "string"}, "part/of": {"$ref": "#/components/schemas/Order"}}}%s}}}
        """
            .formatted(version, operation, more);
    return Spot.root(Path.of("a.json"), new YamlDocument(text)).member("operation");
  }

  private static BodySchema orders() {
    return BodySchemaReader.read(
            operation(
                "3.0.3", "{\"requestBody\": {\"$ref\": \"#/components/requestBodies/Order\"}}"))
        .orElseThrow();
  }

  @Test
  void acceptsWhatTheSchemaAllows() {
    var body =
        JsonText.parse(
            "{\"id\": 7, \"note\": null, \"on\": \"2026-01-31\", \"lines\": [{\"sku\": \"a\"}]}");
    assertThat(orders().violations(body)).isEmpty();
    assertThat(orders().required()).isTrue();
  }

  @Test
  void namesThePlaceOfEachViolation() {
    var body =
        JsonText.parse(
            "{\"id\": 0, \"on\": \"31/01/2026\", \"lines\": [{\"sku\": \"a\"}, {\"sku\": 1,"
                + " \"part/of\": {\"id\": 1.5, \"lines\": []}}], \"more\": 1}");
    assertThat(orders().violations(body))
        .extracting(BodySchema.Violation::pointer)
        .containsExactlyInAnyOrder(
            "", "/id", "/on", "/lines/1/sku", "/lines/1/part~1of/id", "/lines/1/part~1of/lines");
    assertThat(orders().violations(JsonText.parse("{\"id\": 1}")))
        .containsExactly(new BodySchema.Violation("", "required property 'lines' not found"));
  }

  @Test
  void anOperationWithoutABodyHasNone() {
    assertThat(BodySchemaReader.read(operation("3.0.3", "{}"))).isEmpty();
  }

  @Test
  void aBodyThatIsNotJsonHasNoSchema() {
    var body =
        BodySchemaReader.read(
            operation(
                "3.0.3",
                "{\"requestBody\": {\"content\": {\"text/csv\": {\"schema\": {\"type\":"
                    + " \"string\"}}}}}"));
    assertThat(body.orElseThrow().hasSchema()).isFalse();
  }

  @Test
  void newerFilesHaveNewerSchemas() {
    var body =
        BodySchemaReader.read(
                operation(
                    "3.1.0",
                    "{\"requestBody\": {\"content\": {\"application/vnd.order+json\": {\"schema\":"
                        + " {\"type\": [\"string\", \"null\"]}}}}}"))
            .orElseThrow();
    assertThat(body.violations(JsonText.parse("null"))).isEmpty();
    assertThat(body.violations(JsonText.parse("1"))).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"$ref\": \"#/components/schemas/Self\"}",
        "{\"allOf\": [{\"type\": \"object\"}, {\"$ref\": \"#/components/schemas/Ping\"}]}",
        "{\"properties\": {\"a\": {\"not\": {\"$ref\": \"#/components/schemas/Pong\"}}}}"
      })
  void refusesASchemaThatNeverEnds(String schema) {
    var operation =
        operation(
            "3.0.3",
            "{\"requestBody\": {\"content\": {\"application/json\": {\"schema\": "
                + schema
                + "}}}}",
            ", \"Self\": {\"$ref\": \"#/components/schemas/Self\"},"
                + " \"Ping\": {\"anyOf\": [{\"$ref\": \"#/components/schemas/Pong\"}]},"
                + " \"Pong\": {\"oneOf\": [{\"$ref\": \"#/components/schemas/Ping\"}]}");
    BodySchemaReader.read(operation);
    assertThat(operation.problems())
        .singleElement()
        .asString()
        .contains("the schema cannot be used: its references go in a circle");
  }

  @Test
  void refusesASchemaThatCannotBeUsed() {
    var operation =
        operation(
            "3.0.3",
            "{\"requestBody\": {\"content\": {\"application/json\": {\"schema\": {\"$ref\":"
                + " \"#/components/schemas/None\"}}}}}");
    BodySchemaReader.read(operation);
    assertThat(operation.problems())
        .singleElement()
        .asString()
        .contains("the schema cannot be used")
        .contains("None");
  }
}
