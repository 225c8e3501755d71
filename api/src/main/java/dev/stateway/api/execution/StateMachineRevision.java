package dev.stateway.api.execution;

import dev.stateway.api.registry.RegisteredStateMachine;
import dev.stateway.api.registry.StateMachineSettings;
import dev.stateway.workflows.execution.ExecutionVisibility;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * As of when an execution's state machine was: kept in the memo of its workflow, since a state
 * machine can change or go while the execution runs.
 *
 * @param revisionId which revision it was
 * @param updatedAt since when
 * @param settings what the state machine was told beside its definition
 */
public record StateMachineRevision(
    @Nullable String revisionId, Instant updatedAt, StateMachineSettings settings) {
  /** The field of the memo. */
  static final String MEMO = ExecutionVisibility.MEMO_REVISION;

  static StateMachineRevision of(RegisteredStateMachine machine) {
    return new StateMachineRevision(
        machine.revisionId(), machine.updatedAt(), machine.contents().settings());
  }
}
