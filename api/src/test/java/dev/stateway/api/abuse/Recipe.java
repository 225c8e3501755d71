package dev.stateway.api.abuse;

import dev.stateway.api.testing.SharedVectors;
import dev.stateway.translator.JsonText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import tools.jackson.databind.JsonNode;

/**
 * A bad input and how it is made.
 *
 * @param name of the case
 * @param recipe {@code text}, {@code hex}, {@code url}, {@code ref}, or {@code prefix}, {@code
 *     unit}, {@code times} and {@code suffix}; a {@code generator} says in words what the test has
 *     to make
 * @param expect a status, or words
 */
record Recipe(String name, JsonNode recipe, JsonNode expect) {
  /** What a test does with one. */
  interface Trial {
    void run(Recipe recipe) throws Exception;
  }

  /** The project's own of this kind, and those of the data beside the checkout. */
  static Stream<Recipe> ofKind(String kind) throws IOException {
    var own = Path.of(System.getProperty("stateway.root", "..")).resolve(OWN);
    var all =
        Stream.of(
            JsonText.parse(Files.readString(own)).path("cases"),
            SharedVectors.find("abuse/payloads.json")
                .map(file -> file.path("cases"))
                .orElse(JsonText.MAPPER.createArrayNode()));
    return all.flatMap(JsonNode::valueStream)
        .filter(example -> example.path("kind").stringValue().equals(kind))
        .map(example ->
            new Recipe(
                example.path("name").stringValue(),
                example.path("recipe"),
                example.path("expect")));
  }

  private static final String OWN = "api/src/test/resources/abuse/payloads.json";

  /** One test for each of this kind. */
  static Stream<DynamicTest> tests(String kind, Trial trial) throws IOException {
    return ofKind(kind)
        .map(recipe -> DynamicTest.dynamicTest(recipe.name(), () -> trial.run(recipe)));
  }

  /** Whether a test has to make it. */
  boolean isGenerated() {
    return has("generator");
  }

  boolean has(String member) {
    return recipe.has(member);
  }

  /** Does something with the status that is asked for, where it is one. */
  void withStatus(Consumer<Integer> check) {
    status().ifPresent(check::accept);
  }

  OptionalInt status() {
    return expect.isIntegralNumber() ? OptionalInt.of(expect.intValue()) : OptionalInt.empty();
  }

  String text(String member) {
    return recipe.path(member).stringValue();
  }

  /** The text; of a recipe that is not bytes. */
  String text() {
    return recipe.has("text")
        ? text("text")
        : text("prefix") + text("unit").repeat(recipe.path("times").intValue()) + text("suffix");
  }

  byte[] bytes() {
    return recipe.has("hex")
        ? HexFormat.of().parseHex(text("hex"))
        : text().getBytes(StandardCharsets.UTF_8);
  }
}
