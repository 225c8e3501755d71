package dev.stateway.translator.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.stateway.translator.JsonText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.function.Executable;

/**
 * The cases in which we knowingly differ, each with its reason: one that passes fails the build.
 */
final class Exceptions {
  private final Map<String, String> reasons;

  private Exceptions(Map<String, String> reasons) {
    this.reasons = reasons;
  }

  static Exceptions load() {
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

  DynamicTest test(Corpus.Case aCase, Executable body) {
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
    } catch (AssertionError | RuntimeException _) {
      return;
    }
    fail("%s passes: take it from the exceptions (%s)", aCase.id(), reason);
  }
}
