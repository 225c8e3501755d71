package dev.stateway.translator.language;

import dev.stateway.translator.JsonText;
import dev.stateway.translator.TranslationResult;
import dev.stateway.translator.Translator;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/** The kinds of objects in a definition, each with how one is written. */
enum Owner {
  MACHINE("state machine", "", "%s"),
  PASS("Pass", "/States/S", state("Pass")),
  TASK("Task", "/States/S", state("Task")),
  CHOICE("Choice", "/States/S", state("Choice")),
  WAIT("Wait", "/States/S", state("Wait")),
  SUCCEED("Succeed", "/States/S", state("Succeed")),
  FAIL("Fail", "/States/S", state("Fail")),
  PARALLEL("Parallel", "/States/S", state("Parallel")),
  MAP(
      "Map",
      "/States/S",
      inState(
          "{\"Type\":\"Map\",\"ItemProcessor\":{\"ProcessorConfig\":{\"Mode\":\"DISTRIBUTED\"}},%s}")),
  RULE(
      "rule of a Choice",
      "/States/S/Choices[0]",
      inState("{\"Type\":\"Choice\",\"Choices\":[{%s}]}")),
  RETRIER(
      "element of Retry", "/States/S/Retry[0]", inState("{\"Type\":\"Task\",\"Retry\":[{%s}]}")),
  CATCHER(
      "element of Catch", "/States/S/Catch[0]", inState("{\"Type\":\"Task\",\"Catch\":[{%s}]}")),
  CREDENTIALS(
      "Credentials", "/States/S/Credentials", inState("{\"Type\":\"Task\",\"Credentials\":{%s}}")),
  BRANCH("branch", "/States/S/Branches[0]", inState("{\"Type\":\"Parallel\",\"Branches\":[{%s}]}")),
  PROCESSOR(
      "item processor",
      "/States/S/ItemProcessor",
      inState("{\"Type\":\"Map\",\"ItemProcessor\":{%s}}")),
  PROCESSOR_CONFIG(
      "ProcessorConfig",
      "/States/S/ItemProcessor/ProcessorConfig",
      inState("{\"Type\":\"Map\",\"ItemProcessor\":{\"ProcessorConfig\":{%s}}}")),
  READER("ItemReader", "/States/S/ItemReader", inState("{\"Type\":\"Map\",\"ItemReader\":{%s}}")),
  READER_CONFIG(
      "ReaderConfig",
      "/States/S/ItemReader/ReaderConfig",
      reader("\"InputType\":\"CSV\""),
      reader("\"InputType\":\"JSON\""),
      reader("\"InputType\":\"MANIFEST\"")),
  BATCHER(
      "ItemBatcher", "/States/S/ItemBatcher", inState("{\"Type\":\"Map\",\"ItemBatcher\":{%s}}")),
  WRITER(
      "ResultWriter",
      "/States/S/ResultWriter",
      inState("{\"Type\":\"Map\",\"ResultWriter\":{%s}}")),
  WRITER_CONFIG(
      "WriterConfig",
      "/States/S/ResultWriter/WriterConfig",
      inState("{\"Type\":\"Map\",\"ResultWriter\":{\"WriterConfig\":{%s}}}"));

  private final String label;
  private final String location;

  // Unmodifiable, which the checker does not see.
  @SuppressWarnings("ImmutableEnumChecker")
  private final List<String> forms;

  Owner(String label, String location, String... forms) {
    this.label = label;
    this.location = location;
    this.forms = List.of(forms);
  }

  String label() {
    return label;
  }

  /** Whether the translator knows a field of this name here. */
  boolean has(String field, boolean jsonata) {
    return forms.stream().anyMatch(form -> isKnown(form, field, jsonata));
  }

  private boolean isKnown(String form, String field, boolean jsonata) {
    var definition =
        (ObjectNode) JsonText.parse("{" + form.formatted("\"" + field + "\":null") + "}");
    if (jsonata) {
      definition.put("QueryLanguage", "JSONata");
    }
    var place = location.isEmpty() ? "/" : location;
    return problems(JsonText.write(definition))
        .noneMatch(problem ->
            problem.equals(place + " Field '" + field + "' is not supported")
                || (problem.startsWith(place + " The QueryLanguage is set")
                    && problem.contains("field '" + field + "' is only")));
  }

  private static Stream<String> problems(String definition) {
    return switch (Translator.translate(definition)) {
      case TranslationResult.Rejected(var diagnostics) ->
          diagnostics.stream().map(d -> d.location() + " " + d.message());
      case TranslationResult.Translated _ -> Stream.of();
    };
  }

  private static String state(String type) {
    return inState("{\"Type\":\"" + type + "\",%s}");
  }

  private static String inState(String state) {
    return "\"StartAt\":\"S\",\"States\":{\"S\":" + state + "}";
  }

  private static String reader(String config) {
    return inState(
        "{\"Type\":\"Map\",\"ItemReader\":{\"Resource\":\"arn:aws:states:::s3:getObject\",\"ReaderConfig\":{"
            + config
            + ",%s}}}");
  }
}
