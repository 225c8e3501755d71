package dev.stateway.translator.model;

/**
 * One step of a flow.
 *
 * @see <a href="https://states-language.net/spec.html#states-fields">States</a>
 */
public sealed interface State
    permits PassState,
        TaskState,
        ChoiceState,
        WaitState,
        SucceedState,
        FailState,
        ParallelState,
        MapState {
  /** The name, unique in the whole definition. */
  String name();
}
