package dev.stateway.translator;

import dev.stateway.translator.model.MachineType;
import dev.stateway.translator.model.StateMachine;
import dev.stateway.translator.parse.Problems;
import dev.stateway.translator.parse.StateMachineParser;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Turns the text of a definition into a state machine, or into everything that is wrong with it.
 *
 * @see <a href="https://states-language.net/spec.html">Amazon States Language</a>
 */
public final class Translator {
  /** AWS's limit for a definition, in bytes. */
  public static final int MAX_DEFINITION_BYTES = 1_048_576;

  private Translator() {}

  /** Translates the definition of a STANDARD machine. */
  public static TranslationResult translate(String definition) {
    return translate(definition, MachineType.STANDARD);
  }

  /**
   * Translates the definition of one state by itself: a machine whose only state it is. Where it
   * leads to is not asked.
   *
   * @param name what the state is called, also in the locations of problems
   */
  public static TranslationResult translateState(String definition, String name) {
    return translate(
        definition, (json, problems) -> StateMachineParser.parseState(json, name, problems));
  }

  /** Translates a definition: a pure function, so that a replay sees the same machine. */
  public static TranslationResult translate(String definition, MachineType type) {
    return translate(
        definition, (json, problems) -> StateMachineParser.parse(json, type, problems));
  }

  private static TranslationResult translate(
      String definition, BiFunction<JsonNode, Problems, Optional<StateMachine>> parser) {
    var problems = new Problems();
    if (definition.getBytes(StandardCharsets.UTF_8).length > MAX_DEFINITION_BYTES) {
      problems.error(
          "SCHEMA_VALIDATION_FAILED",
          "The definition must not be larger than " + MAX_DEFINITION_BYTES + " bytes",
          null);
      return new TranslationResult.Rejected(problems.all());
    }
    if (definition.isBlank()) {
      problems.error("MISSING_DESCRIPTION", "The definition is empty", null);
      return new TranslationResult.Rejected(problems.all());
    }
    JsonNode json;
    try {
      json = JsonText.parse(definition);
    } catch (JacksonException e) {
      return new TranslationResult.Rejected(List.of(notJson(e)));
    }
    var machine = parser.apply(json, problems);
    var located = Positions.locate(problems.all(), definition);
    return machine.isPresent()
        ? new TranslationResult.Translated(machine.get(), located)
        : new TranslationResult.Rejected(located);
  }

  private static Diagnostic notJson(JacksonException problem) {
    return new Diagnostic(
        Diagnostic.Severity.ERROR,
        "INVALID_JSON_DESCRIPTION",
        problem.getOriginalMessage(),
        null,
        problem.getLocation() == null ? null : Positions.position(problem.getLocation()));
  }
}
