package dev.stateway.translator.parse;

import java.util.Arrays;
import java.util.List;
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

  /** Those of {@code QueryLanguage}, in AWS's order. */
  static List<String> words() {
    return Arrays.stream(values()).map(QueryLanguage::word).toList();
  }

  String word() {
    return word;
  }

  QueryLanguage other() {
    return this == JSONPATH ? JSONATA : JSONPATH;
  }

  /**
   * The language that an object declares; what is no language counts as JSONata, as on AWS.
   *
   * @param inherited where it declares none
   */
  static QueryLanguage declared(Fields fields, QueryLanguage inherited) {
    var json = fields.json("QueryLanguage");
    if (json == null) {
      return inherited;
    }
    var word = fields.choice("QueryLanguage", words());
    return word == null ? JSONATA : of(word).orElse(JSONATA);
  }
}
