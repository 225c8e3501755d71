package dev.stateway.api;

import dev.stateway.activities.local.LocalResourcesException;
import dev.stateway.api.gateway.folder.BrokenApisException;
import dev.stateway.api.gateway.usage.UsagePlansException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;

/** Tells what is wrong in a configuration file as its lines, not as a stack trace. */
final class ConfigurationFailureAnalyzer implements FailureAnalyzer {
  @Override
  public @Nullable FailureAnalysis analyze(Throwable failure) {
    for (var cause = failure; cause != null; cause = cause.getCause()) {
      switch (cause) {
        case LocalResourcesException wrong -> {
          return analysis(wrong, "STATEWAY_FUNCTIONS");
        }
        case BrokenApisException wrong -> {
          return analysis(wrong, "STATEWAY_APIS");
        }
        case UsagePlansException wrong -> {
          return analysis(wrong, "STATEWAY_USAGE_PLANS");
        }
        default -> {
          // Perhaps its own cause.
        }
      }
    }
    return null;
  }

  private static FailureAnalysis analysis(RuntimeException wrong, String option) {
    return new FailureAnalysis(
        wrong.getMessage(), "Correct the file, or name another with " + option + ".", wrong);
  }
}
