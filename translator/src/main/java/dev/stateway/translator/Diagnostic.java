package dev.stateway.translator;

/**
 * One problem of a definition, in the form of ValidateStateMachineDefinition.
 *
 * @param severity whether the definition is refused for it
 * @param code AWS's code, e.g. {@code SCHEMA_VALIDATION_FAILED}
 * @param message AWS's words
 * @param location JSON pointer to the place, e.g. {@code /States/X/Next}
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/apireference/API_ValidateStateMachineDefinitionDiagnostic.html">ValidateStateMachineDefinitionDiagnostic</a>
 */
public record Diagnostic(Severity severity, String code, String message, String location) {
  /** Whether a problem refuses the definition. */
  public enum Severity {
    ERROR,
    WARNING
  }
}
