package dev.stateway.translator;

import org.jspecify.annotations.Nullable;

/**
 * One problem of a definition, in the form of ValidateStateMachineDefinition.
 *
 * @param severity whether the definition is refused for it
 * @param code AWS's code, e.g. {@code SCHEMA_VALIDATION_FAILED}
 * @param message AWS's words
 * @param location the place as AWS writes it, e.g. {@code /States/X/Choices[0]/Next}; AWS names
 *     none for a problem of the whole
 * @param position the place in the submitted text, for people; AWS has no field for it
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/apireference/API_ValidateStateMachineDefinitionDiagnostic.html">ValidateStateMachineDefinitionDiagnostic</a>
 */
public record Diagnostic(
    Severity severity,
    String code,
    String message,
    @Nullable String location,
    @Nullable Position position) {
  /** A problem whose place in the text is not looked up yet. */
  public Diagnostic(Severity severity, String code, String message, @Nullable String location) {
    this(severity, code, message, location, null);
  }

  /**
   * A place in a text, both counted from 1.
   *
   * @param line its line
   * @param column its column, in characters
   */
  public record Position(int line, int column) {}

  /** Whether a problem refuses the definition. */
  public enum Severity {
    ERROR,
    WARNING
  }
}
