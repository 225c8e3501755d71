package dev.stateway.workflows.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stateway.translator.JsonText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.DynamicTest;

/**
 * The cases in which we knowingly differ, each with its reason: one that passes fails the build.
 */
final class Exceptions {
  private static final String HISTORY_ONLY = "history: ";

  private final Map<String, String> reasons = new LinkedHashMap<>();

  private Exceptions() {}

  static Exceptions load() {
    var exceptions = new Exceptions();
    var name = "/conformance/exceptions.json";
    try (var stream = Exceptions.class.getResourceAsStream(name)) {
      var text = new String(Objects.requireNonNull(stream).readAllBytes(), StandardCharsets.UTF_8);
      for (var exception : JsonText.parse(text)) {
        exceptions.reasons.put(
            exception.get("case").stringValue(), exception.get("reason").stringValue());
      }
      return exceptions;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A test of how the case ended. */
  DynamicTest ofOutcome(String id, Runnable check) {
    var reason = reasons.get(id);
    return reason == null || reason.startsWith(HISTORY_ONLY)
        ? DynamicTest.dynamicTest(id, check::run)
        : stillDiffering(id, reason, check);
  }

  /** A test of the case's events. */
  DynamicTest ofHistory(String id, Runnable check) {
    var reason = reasons.get(id);
    return reason == null
        ? DynamicTest.dynamicTest("history of " + id, check::run)
        : stillDiffering("history of " + id, reason, check);
  }

  private static DynamicTest stillDiffering(String name, String reason, Runnable check) {
    return DynamicTest.dynamicTest(
        name + " (" + reason + ")",
        () -> assertThat(passes(check)).as("passes now: no exception any more").isFalse());
  }

  private static boolean passes(Runnable check) {
    try {
      check.run();
      return true;
    } catch (AssertionError stillDiffers) {
      return false;
    }
  }
}
