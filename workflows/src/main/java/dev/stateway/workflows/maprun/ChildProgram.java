package dev.stateway.workflows.maprun;

import dev.stateway.translator.JsonText;
import dev.stateway.workflows.execution.ExecutionRequest;

/**
 * What all executions of a Map Run have in common.
 *
 * @param semantics the version of the interpreter's meaning they are started with
 * @param identity of the Map Run
 * @param definition their ASL text
 */
public record ChildProgram(int semantics, MapRunIdentity identity, String definition) {
  /** What one of them is started with. */
  public ExecutionRequest request(ChildInput child) {
    return new ExecutionRequest(
        semantics,
        definition,
        child.input(),
        JsonText.write(child.input()),
        identity.child(child.index()));
  }
}
