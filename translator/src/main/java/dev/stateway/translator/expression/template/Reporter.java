package dev.stateway.translator.expression.template;

import org.jspecify.annotations.Nullable;

/** Is told of what is wrong with a template. */
public interface Reporter {
  /** The definition cannot be used. */
  void error(String message, String pointer);

  /** The definition cannot be used, for which AWS has a code of its own. */
  void error(String code, String message, @Nullable String pointer);

  /** Something is probably not meant. */
  void warning(String code, String message, String pointer);
}
