package dev.stateway.translator.model;

/** Where a state goes. */
public sealed interface Transition {
  /** To the state of this name. */
  record Next(String state) implements Transition {}

  /** The flow ends with this state's output. */
  record End() implements Transition {}
}
