package dev.stateway.translator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.stateway.translator.error.StatesException;
import dev.stateway.translator.model.MachineType;
import dev.stateway.translator.support.CaseFiles;
import dev.stateway.translator.support.Evaluation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/** The project's own cases. */
class CasesTest {
  @TestFactory
  Stream<DynamicTest> intrinsicFunctions() {
    return CaseFiles.tests(
        "intrinsics",
        aCase ->
            check(aCase, () -> evaluation(aCase).computed(aCase.get("expression").stringValue())));
  }

  @TestFactory
  Stream<DynamicTest> choiceRules() {
    return CaseFiles.tests(
        "choice", aCase -> check(aCase, () -> evaluation(aCase).choice(aCase.get("state"))));
  }

  @TestFactory
  Stream<DynamicTest> dataFlow() {
    return CaseFiles.tests("dataflow", aCase -> check(aCase, () -> dataFlow(aCase)));
  }

  @TestFactory
  Stream<DynamicTest> computedFieldsOfStates() {
    return CaseFiles.tests(
        "fields",
        aCase ->
            check(
                aCase,
                () ->
                    evaluation(aCase).field(aCase.get("state"), aCase.get("field").stringValue())));
  }

  @TestFactory
  Stream<DynamicTest> definitions() {
    return CaseFiles.tests("definitions", CasesTest::checkDefinition);
  }

  private static JsonNode dataFlow(JsonNode aCase) {
    var evaluation = evaluation(aCase);
    var field = aCase.get("field").stringValue();
    return switch (field) {
      case "Parameters" -> evaluation.template(aCase.get("value"));
      case "ResultPath" -> evaluation.resultPath(aCase.get("value"), aCase.get("put"));
      default -> evaluation.path(field, aCase.get("value"));
    };
  }

  private static Evaluation evaluation(JsonNode aCase) {
    var variables = new LinkedHashMap<String, JsonNode>();
    aCase.path("variables").forEachEntry(variables::put);
    return new Evaluation(aCase.path("input"), aCase.path("context"), variables);
  }

  private static void check(JsonNode aCase, Supplier<JsonNode> actual) {
    if (aCase.has("result")) {
      assertThat(JsonText.write(actual.get())).isEqualTo(JsonText.write(aCase.get("result")));
    } else if (aCase.has("refused")) {
      var refused = catchThrowableOfType(Evaluation.Refused.class, actual::get);
      assertThat(refused).hasMessageContaining(aCase.get("refused").stringValue());
    } else {
      var failure = catchThrowableOfType(StatesException.class, actual::get);
      assertThat(failure).isNotNull();
      assertThat(failure.error()).isEqualTo(aCase.get("error").stringValue());
      assertThat(failure.cause()).isEqualTo(aCase.get("cause").stringValue());
    }
  }

  private static void checkDefinition(JsonNode aCase) {
    var definition = aCase.get("definition");
    var text = definition.isString() ? definition.stringValue() : JsonText.write(definition);
    var result =
        Translator.translate(text, MachineType.valueOf(aCase.path("type").asString("STANDARD")));
    var expected = aCase.path("diagnostics").valueStream().map(CasesTest::diagnostic).toList();
    assertThat(diagnostics(result)).containsExactlyElementsOf(expected);
  }

  private static List<Diagnostic> diagnostics(TranslationResult result) {
    var found =
        switch (result) {
          case TranslationResult.Translated(_, var warnings) -> warnings;
          case TranslationResult.Rejected(var diagnostics) -> diagnostics;
        };
    return found.stream()
        .map(d -> new Diagnostic(d.severity(), d.code(), d.message(), d.location()))
        .toList();
  }

  private static Diagnostic diagnostic(JsonNode expected) {
    return new Diagnostic(
        Diagnostic.Severity.valueOf(expected.path("severity").asString("ERROR")),
        expected.path("code").asString("SCHEMA_VALIDATION_FAILED"),
        expected.get("message").stringValue(),
        expected.has("location") ? expected.get("location").stringValue() : null);
  }
}
