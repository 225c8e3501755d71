package dev.stateway.translator.expression.jsonata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.stateway.translator.JsonText;
import dev.stateway.translator.error.QueryEvaluationException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/**
 * Every operator and function, by cases/jsonata: an expression, and its value, its error, its
 * syntax error, or that it is undefined.
 */
class JsonataCasesTest {
  @TestFactory
  Stream<DynamicContainer> givesWhatTheCasesSay() throws Exception {
    var folder = Path.of(Objects.requireNonNull(getClass().getResource("/cases/jsonata")).toURI());
    try (var files = Files.list(folder)) {
      return files.sorted().map(JsonataCasesTest::container).toList().stream();
    }
  }

  private static DynamicContainer container(Path file) {
    var group = JsonText.parse(read(file));
    return dynamicContainer(
        file.getFileName().toString(),
        group
            .get("cases")
            .valueStream()
            .map(test ->
                dynamicTest(
                    test.get("expression").stringValue(), () -> check(test, group.get("input")))));
  }

  private static void check(JsonNode test, JsonNode input) {
    var text = test.get("expression").stringValue();
    if (test.has("syntax")) {
      assertThatThrownBy(() -> Jsonata.compile(text, "Output"))
          .isInstanceOf(Jsonata.SyntaxException.class)
          .hasMessage(test.get("syntax").stringValue());
      return;
    }
    var expression = Jsonata.compile(text, "Output");
    var scope = Scopes.of(test.has("input") ? test.get("input") : input);
    if (test.has("expected")) {
      var value = expression.evaluate(scope);
      // 1 is 1.0 here: what type a number has is not JSONata's business.
      assertThat(value.equals(JsonataCasesTest::compareNumbers, test.get("expected")))
          .as(JsonText.write(value))
          .isTrue();
      return;
    }
    var sentence = "The JSONata expression '%s' specified for the field 'Output' ".formatted(text);
    var what =
        test.has("undefined")
            ? "returned nothing (undefined)."
            : "threw an error during evaluation. " + test.get("error").stringValue();
    assertThatThrownBy(() -> expression.evaluate(scope))
        .isInstanceOfSatisfying(
            QueryEvaluationException.class, e -> assertThat(e.cause()).isEqualTo(sentence + what));
  }

  private static int compareNumbers(JsonNode left, JsonNode right) {
    return left.isNumber() && right.isNumber()
        ? left.decimalValue().compareTo(right.decimalValue())
        : left.equals(right) ? 0 : 1;
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
