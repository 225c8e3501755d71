package dev.stateway.api.integrations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stateway.translator.JsonText;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What must be in a JSON value: these members, and texts that match what follows {@code ~}. */
final class Expected {
  private Expected() {}

  static void assertIn(JsonNode actual, JsonNode expected, String where) {
    if (expected.isObject()) {
      expected
          .properties()
          .forEach(member ->
              assertIn(
                  actual.path(member.getKey()), member.getValue(), where + "/" + member.getKey()));
    } else if (expected.isArray()) {
      assertThat(actual).as(where).hasSize(expected.size());
      for (var i = 0; i < expected.size(); i++) {
        assertIn(actual.path(i), expected.path(i), where + "/" + i);
      }
    } else if (expected.asString("").startsWith("~")) {
      assertThat(actual.asString("")).as(where).matches(pattern(expected.stringValue()));
    } else {
      assertThat(actual).as(where).isEqualTo(expected);
    }
  }

  /** The same for a text, which is JSON where what is expected is. */
  static void assertText(@Nullable String actual, JsonNode expected, String where) {
    var text = Objects.requireNonNull(actual, where);
    var nodes = JsonText.MAPPER.getNodeFactory();
    assertIn(expected.isObject() ? JsonText.parse(text) : nodes.stringNode(text), expected, where);
  }

  private static Pattern pattern(String text) {
    return Pattern.compile(text.substring(1), Pattern.DOTALL);
  }
}
