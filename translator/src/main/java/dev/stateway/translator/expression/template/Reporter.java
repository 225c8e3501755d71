package dev.stateway.translator.expression.template;

/** Is told of what is wrong with a template. */
public interface Reporter {
  /** The definition cannot be used. */
  void error(String message, String pointer);

  /** Something is probably not meant. */
  void warning(String code, String message, String pointer);
}
