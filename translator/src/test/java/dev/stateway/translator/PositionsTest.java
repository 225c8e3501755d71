package dev.stateway.translator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stateway.translator.Diagnostic.Position;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Every diagnostic that is about a place knows its line and column. */
class PositionsTest {
  private record Found(String message, @Nullable Position position) {}

  @Test
  void pointsAtNamesOfFieldsAndAtElements() {
    var found =
        problems(
            """
            {
              "StartAt": "A",
              "States": {
                "A": {
                  "Type": "Choice",
                  "Choices": [
                    {"Variable": "$.x", "IsNull": true, "Next": "A"},
                    {"Variable": "x", "IsNull": true, "Next": "End"}, 5
                  ],
                  "Foo": 1
                },
                "End": {"Type": "Succeed"}
              }
            }
            """);

    assertThat(found)
        .containsExactlyInAnyOrder(
            new Found(
                "Value is not a Reference Path: Reference path didn't start with '$'",
                new Position(8, 10)),
            new Found("Expected value of type [OBJECT]", new Position(8, 59)),
            new Found("Field 'Foo' is not supported", new Position(4, 5)));
  }

  @Test
  void pointsAtWhereJsonEnds() {
    assertThat(problems("{\n \"StartAt\": }"))
        .singleElement()
        .satisfies(found -> assertThat(found.position()).isEqualTo(new Position(2, 13)));
  }

  @Test
  void findsNamesThatLookLikePlaces() {
    var found =
        problems(
            """
            {"StartAt": "a/b[0]", "States": {
              "a": {"Type": "Pass", "Next": "a/b[0]"},
              "a/b[0]": {"Type": "Pass", "End": true, "X": 1}}}
            """);

    assertThat(found)
        .contains(new Found("Field 'X' is not supported", new Position(3, 3)))
        .contains(new Found("State \"a\" is not reachable.", new Position(2, 3)));
  }

  @Test
  void knowsNoPlaceOfTheWhole() {
    assertThat(
            problems("{\"StartAt\":\"A\",\"States\":{\"A\":{\"Type\":\"Pass\",\"Next\":\"A\"}}}"))
        .containsExactly(new Found("Workflow has no terminal state", null));
  }

  private static List<Found> problems(String definition) {
    return switch (Translator.translate(definition)) {
      case TranslationResult.Rejected(var diagnostics) ->
          diagnostics.stream().map(d -> new Found(d.message(), d.position())).toList();
      case TranslationResult.Translated(_, var warnings) ->
          throw new AssertionError("translated, with " + warnings);
    };
  }
}
