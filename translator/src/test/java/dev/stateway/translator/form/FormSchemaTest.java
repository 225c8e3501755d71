package dev.stateway.translator.form;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stateway.translator.JsonText;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is entered into forms. */
class FormSchemaTest {
  private static List<String> pointers(String schema, String entered) {
    return FormSchema.of(JsonText.parse(schema)).violations(JsonText.parse(entered)).stream()
        .map(FormSchema.Problem::pointer)
        .toList();
  }

  private static String ofPattern(String pattern) {
    return "{\"type\": \"object\", \"properties\": {\"a\": {\"pattern\": \"" + pattern + "\"}}}";
  }

  @Test
  void tellsWhereSomethingIsMissingOrWrong() {
    var schema =
        """
        {"type": "object", "required": ["a/b", "c"], "additionalProperties": false, "$defs": {"n": {"type": "number"}},
         "properties": {"a/b": {"$ref": "#/$defs/n"}, "c": {"type": "object", "properties": {"d": {"format": "date"}}}}}
        """;
    assertThat(pointers(schema, "{\"a/b\": 1, \"c\": {\"d\": \"2026-01-31\"}}")).isEmpty();
    assertThat(pointers(schema, "{\"c\": {\"d\": \"2026-02-31\"}, \"e\": 1}"))
        .containsExactlyInAnyOrder("/a~1b", "/c/d", "");
    assertThat(pointers(schema, "[]")).containsExactly("");
  }

  @Test
  void matchesPatternsAsJsonSchemaDoes() {
    assertThat(pointers(ofPattern("b+"), "{\"a\": \"abbc\"}")).isEmpty();
    assertThat(pointers(ofPattern("^b+$"), "{\"a\": \"abbc\"}")).containsExactly("/a");
    assertThat(pointers(ofPattern("^b+$"), "{\"a\": \"bb\\n\"}")).containsExactly("/a");
    assertThat(pointers(ofPattern("^b+$"), "{\"a\": \"bb\"}")).isEmpty();
  }

  @Test
  void givesUpOnPatternsThatTakeForEver() {
    var text = "a".repeat(60) + "!";
    assertThat(pointers(ofPattern("^(a+)+$"), "{\"a\": \"" + text + "\"}")).containsExactly("/a");
    var deep = "ab".repeat(500_000);
    assertThat(pointers(ofPattern("^(a|b)*$"), "{\"a\": \"" + deep + "\"}")).containsExactly("/a");
  }
}
