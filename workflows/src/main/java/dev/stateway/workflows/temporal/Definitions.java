package dev.stateway.workflows.temporal;

import dev.stateway.translator.TranslationResult;
import dev.stateway.translator.Translator;
import dev.stateway.translator.model.MachineType;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Keeps the translations of a worker's latest definitions: translating is pure, so a replay gets
 * the same whether it is kept or not.
 */
final class Definitions {
  private static final int KEPT = 500;

  private final Map<Definition, TranslationResult> translated =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Definition, TranslationResult> eldest) {
          return size() > KEPT;
        }
      };

  synchronized TranslationResult translate(String text, MachineType type) {
    return translated.computeIfAbsent(
        new Definition(text, type), d -> Translator.translate(d.text(), d.type()));
  }

  private record Definition(String text, MachineType type) {}
}
