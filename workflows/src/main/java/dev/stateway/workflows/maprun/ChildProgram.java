package dev.stateway.workflows.maprun;

import dev.stateway.translator.JsonText;
import dev.stateway.workflows.execution.ExecutionLimits;
import dev.stateway.workflows.execution.ExecutionRequest;
import dev.stateway.workflows.execution.ExecutionSettings;

/**
 * What all executions of a Map Run have in common.
 *
 * @param semantics the version of the interpreter's meaning they are started with
 * @param identity of the Map Run
 * @param definition their ASL text
 * @param limits where they fail because they have grown too large
 */
public record ChildProgram(
    int semantics, MapRunIdentity identity, String definition, ExecutionLimits limits) {
  /** What one of them is started with. */
  public ExecutionRequest request(ChildInput child) {
    return new ExecutionRequest(
        semantics,
        definition,
        child.input(),
        JsonText.write(child.input()),
        identity.child(child),
        new ExecutionSettings(false, limits));
  }
}
