package dev.stateway.api.approval.page;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One thing to enter.
 *
 * @param name of the field of the page's form
 * @param label what it is called
 * @param hint more words
 * @param kind how it is entered
 * @param required whether it has to be
 * @param options of a choice
 * @param value what was entered, or is suggested
 * @param error what is wrong with it; absent if nothing is known to be
 */
public record FormInput(
    String name,
    String label,
    @Nullable String hint,
    Kind kind,
    boolean required,
    List<String> options,
    String value,
    @Nullable String error) {
  public FormInput {
    options = List.copyOf(options);
  }

  /** How something is entered. */
  public enum Kind {
    TEXT,
    TEXTAREA,
    NUMBER,
    DATE,
    CHECKBOX,
    CHOICE,
    /** Anything else, as JSON. */
    JSON
  }
}
