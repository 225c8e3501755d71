package dev.stateway.translator;

import dev.stateway.translator.model.StateMachine;
import java.util.List;

/** What became of a definition. */
public sealed interface TranslationResult {
  /** The definition can run. */
  record Translated(StateMachine machine, List<Diagnostic> warnings) implements TranslationResult {
    public Translated {
      warnings = List.copyOf(warnings);
    }
  }

  /** The definition is refused: all its problems at once. */
  record Rejected(List<Diagnostic> diagnostics) implements TranslationResult {
    public Rejected {
      diagnostics = List.copyOf(diagnostics);
    }
  }
}
