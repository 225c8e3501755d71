package dev.stateway.translator.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.stateway.translator.JsonText;
import dev.stateway.translator.error.StatesException;
import dev.stateway.translator.support.Evaluation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.function.Executable;
import tools.jackson.databind.JsonNode;

/**
 * The cases in which we knowingly differ, each with its reason: one that passes fails the build.
 */
final class Exceptions {
  private final Map<String, String> reasons;

  private Exceptions(Map<String, String> reasons) {
    this.reasons = reasons;
  }

  private static Exceptions load() {
    var name = "/conformance/exceptions.json";
    try (var stream = Exceptions.class.getResourceAsStream(name)) {
      var text = new String(Objects.requireNonNull(stream).readAllBytes(), StandardCharsets.UTF_8);
      var reasons = new LinkedHashMap<String, String>();
      for (var exception : JsonText.parse(text)) {
        reasons.put(exception.get("case").stringValue(), exception.get("reason").stringValue());
      }
      return new Exceptions(reasons);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A test for each case of a folder; without the data, one that is skipped and says so. */
  static Stream<DynamicTest> tests(
      String folder, Predicate<Corpus.Case> wanted, Consumer<JsonNode> check) {
    if (!Files.isDirectory(Corpus.root())) {
      return Stream.of(
          DynamicTest.dynamicTest(
              folder, () -> Assumptions.abort("no recorded data at " + Corpus.root())));
    }
    var exceptions = load();
    var cases = Corpus.cases(folder);
    var tests =
        cases.stream()
            .filter(wanted)
            .map(aCase -> exceptions.test(aCase, () -> check.accept(aCase.data())));
    return Stream.concat(tests, Stream.of(exceptions.areAllCases(folder, cases)));
  }

  private DynamicTest areAllCases(String folder, List<Corpus.Case> cases) {
    return DynamicTest.dynamicTest(
        "exceptions are cases",
        () ->
            assertThat(cases.stream().map(Corpus.Case::id).toList())
                .containsAll(
                    reasons.keySet().stream().filter(id -> id.startsWith(folder + "/")).toList()));
  }

  private DynamicTest test(Corpus.Case aCase, Executable body) {
    var reason = reasons.get(aCase.id());
    return DynamicTest.dynamicTest(
        aCase.id(),
        () -> {
          if (reason == null) {
            mustPass(aCase, body);
          } else {
            assertThat(reason).isNotBlank();
            mustFail(aCase, body, reason);
          }
        });
  }

  /** Says which case fails: reports of dynamic tests do not. */
  private static void mustPass(Corpus.Case aCase, Executable body) throws Throwable {
    try {
      body.execute();
    } catch (AssertionError | RuntimeException e) {
      throw new AssertionError("[" + aCase.id() + "] " + e, e);
    }
  }

  private static void mustFail(Corpus.Case aCase, Executable body, String reason) throws Throwable {
    try {
      body.execute();
    } catch (AssertionError | StatesException | Evaluation.Refused _) {
      return;
    }
    fail("%s passes: take it from the exceptions (%s)", aCase.id(), reason);
  }
}
