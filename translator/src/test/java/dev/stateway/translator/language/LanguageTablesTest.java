package dev.stateway.translator.language;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stateway.translator.error.ErrorName;
import dev.stateway.translator.expression.choice.DataTests;
import dev.stateway.translator.expression.intrinsic.IntrinsicNames;
import dev.stateway.translator.expression.jsonata.BuiltinNames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * docs/language.md: what of the language is built, as the translator itself tells it, and which
 * cases show each. With {@code -Dstateway.write} the file is written anew.
 */
class LanguageTablesTest {
  private static final Path ROOT =
      Path.of(Objects.requireNonNull(System.getProperty("stateway.root")));
  private static final List<String> OPERATORS =
      List.of(
          "+",
          "-",
          "*",
          "/",
          "%",
          "&",
          "=",
          "!=",
          "<",
          "<=",
          ">",
          ">=",
          "in",
          "and",
          "or",
          "? :",
          ":=",
          "~>",
          "..",
          ".",
          "[ ]",
          "{ }",
          "( )",
          "^( )",
          "@",
          "#",
          "**",
          "| |",
          "function",
          "/regex/");

  private static final Map<String, String> SHOWN_ELSEWHERE =
      new TreeMap<>(
          Map.of(
              "States.BranchFailed", "AWS gives the branch's own error",
              "States.ItemReaderFailed", "tests of the distributed Map",
              "States.ParameterPathFailure", "AWS gives `States.Runtime`",
              "States.Permissions", "no task gives it yet",
              "States.ResultWriterFailed", "tests of the distributed Map"));

  private static final int MOST_FILES = 2;

  private final List<Case> cases = Case.all(ROOT);
  private final List<String> gaps = new ArrayList<>();

  @Test
  void tellWhatIsBuiltAndShown() throws IOException {
    var file = ROOT.resolve("docs/language.md");
    var tables = tables();
    assertThat(gaps).as("without a case").isEmpty();
    if (Boolean.getBoolean("stateway.write")) {
      Files.writeString(file, tables);
    }
    assertThat(file).content().isEqualTo(tables);
  }

  private String tables() {
    var page = new StringBuilder();
    page.append(
        """
        # The language, and the cases that show it

        Written by `LanguageTablesTest` (`-Dstateway.write=true`) of what the translator itself takes; beside each, files of cases that show it (of `translator/src/test/resources/cases`, or of the engine's in `workflows`). The test fails where a row has none.

        ## Fields

        """);
    fields(page);
    names(page, "Comparison operators of JSONPath rules", "operator", operators(), this::members);
    names(page, "Intrinsic functions", "function", IntrinsicNames.all(), this::texts);
    names(page, "JSONata operators", "operator", OPERATORS, this::expressionsWith);
    names(
        page,
        "JSONata functions",
        "function",
        BuiltinNames.all().stream().map(name -> "$" + name).toList(),
        name -> expressions(Pattern.compile(Pattern.quote(name) + "\\b")));
    errors(page);
    names(page, "Diagnostics", "code", diagnosticCodes(), this::texts);
    return page.toString();
  }

  private void fields(StringBuilder page) {
    var counts = new Fields();
    cases.forEach(aCase -> counts.addAll(aCase.json(), aCase.file()));
    page.append("| of | field | JSONPath | JSONata |\n|---|---|---|---|\n");
    var candidates = new TreeSet<String>();
    cases.forEach(aCase -> candidates.addAll(aCase.names()));
    for (var owner : Owner.values()) {
      for (var field : candidates) {
        var path = owner.has(field, false);
        var jsonata = owner.has(field, true);
        if ((path || jsonata) && !DataTests.isOperator(field) && isWritten(counts, owner, field)) {
          page.append(
              "| %s | `%s` | %s | %s |\n"
                  .formatted(
                      owner.label(),
                      field,
                      cell(counts, owner, field, false, path),
                      cell(counts, owner, field, true, jsonata)));
        }
      }
    }
  }

  /** Credentials may have any member; only those of cases are told. */
  private static boolean isWritten(Fields counts, Owner owner, String field) {
    return owner != Owner.CREDENTIALS
        || !counts.with(owner, field, false).isEmpty()
        || !counts.with(owner, field, true).isEmpty();
  }

  private String cell(Fields counts, Owner owner, String field, boolean jsonata, boolean known) {
    var files = counts.with(owner, field, jsonata);
    if (known && files.isEmpty()) {
      gaps.add(owner.label() + " " + field + (jsonata ? " in JSONata" : " in JSONPath"));
    }
    return known ? shown(files) : "";
  }

  /** The first files, those of the translator before those of the engine. */
  private static String shown(Collection<String> files) {
    return files.stream()
        .distinct()
        .sorted()
        .limit(MOST_FILES)
        .map(file -> "`" + file + "`")
        .collect(Collectors.joining(", "));
  }

  private void names(
      StringBuilder page,
      String heading,
      String column,
      List<String> names,
      Function<String, Stream<Case>> showing) {
    page.append("\n## %s\n\n| %s | cases |\n|---|---|\n".formatted(heading, column));
    for (var name : names) {
      var files = showing.apply(name).map(Case::file).toList();
      if (files.isEmpty()) {
        gaps.add(heading + ": " + name);
      }
      page.append("| `%s` | %s |\n".formatted(name.replace("|", "\\|"), shown(files)));
    }
  }

  private void errors(StringBuilder page) {
    var shown = errorNames().stream().filter(name -> !SHOWN_ELSEWHERE.containsKey(name)).toList();
    names(page, "Errors", "name", shown, this::texts);
    SHOWN_ELSEWHERE.forEach((name, where) -> page.append("| `%s` | %s |\n".formatted(name, where)));
  }

  private List<String> operators() {
    var names = new TreeSet<String>();
    cases.forEach(aCase -> names.addAll(aCase.names()));
    var operators = names.stream().filter(DataTests::isOperator).toList();
    assertThat(operators).hasSize(39);
    return Stream.concat(operators.stream(), Stream.of("And", "Or", "Not")).toList();
  }

  private static List<String> errorNames() {
    return Arrays.stream(ErrorName.class.getFields())
        .map(field -> {
          try {
            return (String) Objects.requireNonNull(field.get(null));
          } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
          }
        })
        .sorted()
        .toList();
  }

  private List<String> diagnosticCodes() {
    var codes = new TreeSet<String>(List.of("SCHEMA_VALIDATION_FAILED"));
    for (var aCase : cases) {
      aCase
          .json()
          .path("diagnostics")
          .valueStream()
          .forEach(problem -> codes.add(problem.path("code").asString("SCHEMA_VALIDATION_FAILED")));
    }
    return List.copyOf(codes);
  }

  /** Cases with a member of this name. */
  private Stream<Case> members(String name) {
    return cases.stream().filter(aCase -> aCase.names().contains(name));
  }

  /** Cases with this text. */
  private Stream<Case> texts(String text) {
    if (text.equals("SCHEMA_VALIDATION_FAILED")) {
      return cases.stream()
          .filter(aCase ->
              aCase.json().path("diagnostics").valueStream().anyMatch(d -> !d.has("code")));
    }
    var word = Pattern.compile(Pattern.quote(text) + "\\b");
    return cases.stream().filter(aCase -> word.matcher(aCase.text()).find());
  }

  private Stream<Case> expressionsWith(String operator) {
    return expressions(
        switch (operator) {
          case "in", "and", "or" -> Pattern.compile("\\b" + operator + "\\b");
          case "function" -> Pattern.compile("function\\s*\\(");
          case "/regex/" -> Pattern.compile("[(,] */[^/*]");
          case "? :" -> Pattern.compile("\\?[^,)]+:");
          case "[ ]" -> Pattern.compile("\\w\\[");
          case "{ }" -> Pattern.compile("\\w\\{");
          case "( )" -> Pattern.compile("\\.\\(");
          case "^( )" -> Pattern.compile("\\^\\(");
          case "| |" -> Pattern.compile("~> ?\\|");
          case "<", ">" -> Pattern.compile(operator + "(?!=)");
          case "=" -> Pattern.compile("(?<![:!<>])=");
          case "*" -> Pattern.compile("(?<!\\*)\\*(?!\\*)");
          default -> Pattern.compile(Pattern.quote(operator));
        });
  }

  private Stream<Case> expressions(Pattern pattern) {
    return cases.stream()
        .filter(aCase -> pattern.matcher(aCase.json().path("expression").asString("")).find());
  }
}
