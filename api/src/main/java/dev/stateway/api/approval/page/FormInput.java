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
 * @param values what was entered, or is suggested: one, but for {@link Kind#CHOICES}
 * @param error what is wrong with it; absent if nothing is known to be
 */
public record FormInput(
    String name,
    String label,
    @Nullable String hint,
    Kind kind,
    boolean required,
    List<String> options,
    List<String> values,
    @Nullable String error) {
  public FormInput {
    options = List.copyOf(options);
    values = List.copyOf(values);
  }

  /** How something is entered. */
  public enum Kind {
    TEXT,
    EMAIL,
    URL,
    TEXTAREA,
    NUMBER,
    DATE,
    CHECKBOX,
    CHOICE,
    /** Any number of choices. */
    CHOICES,
    /** Anything else, as JSON. */
    JSON
  }

  /** The one value; empty for none. */
  public String value() {
    return values.isEmpty() ? "" : values.getFirst();
  }

  /** The type of its {@code input} element. */
  public String type() {
    return switch (kind) {
      case EMAIL -> "email";
      case URL -> "url";
      case DATE -> "date";
      case CHECKBOX, CHOICES -> "checkbox";
      case TEXT, NUMBER, TEXTAREA, CHOICE, JSON -> "text";
    };
  }

  /** Whether it is one line of text. */
  public boolean isLine() {
    return switch (kind) {
      case TEXT, EMAIL, URL, NUMBER, DATE -> true;
      case TEXTAREA, CHECKBOX, CHOICE, CHOICES, JSON -> false;
    };
  }
}
