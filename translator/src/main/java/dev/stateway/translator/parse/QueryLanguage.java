package dev.stateway.translator.parse;

import java.util.Arrays;
import java.util.Optional;

/** The languages of expressions. */
enum QueryLanguage {
  JSONPATH("JSONPath"),
  JSONATA("JSONata");

  private final String word;

  QueryLanguage(String word) {
    this.word = word;
  }

  /** As {@code QueryLanguage} has it. */
  static Optional<QueryLanguage> of(String word) {
    return Arrays.stream(values()).filter(language -> language.word.equals(word)).findFirst();
  }
}
