package dev.stateway.workflows.interpreter;

import dev.stateway.translator.model.Flow;
import dev.stateway.workflows.checkpoint.Place.Entering;
import dev.stateway.workflows.runtime.ExecutionRuntime.Branching;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A flow that runs beside others: a Parallel branch or a Map iteration. */
final class Fork {
  private final Branch branch;
  private final Join join;
  private final Branching thread;
  private @Nullable JsonNode output;
  private @Nullable FlowFailure failure;

  private Fork(Branch branch, Flow flow, Join join) {
    this.branch = branch;
    this.join = join;
    this.thread = branch.execution().runtime().fork(() -> run(flow));
  }

  /** Starts it; it gets its first turn when the caller waits. */
  static Fork start(Branch branch, Flow flow, JsonNode input, Join join) {
    branch.comeTo(new Entering(flow.startAt(), input));
    return new Fork(branch, flow, join);
  }

  /** Starts one that goes on from where its branch is put before the caller waits. */
  static Fork of(Branch branch, Flow flow, Join join) {
    return new Fork(branch, flow, join);
  }

  Branch branch() {
    return branch;
  }

  /** Whether nothing of it runs any more. */
  boolean hasEnded() {
    return thread.isDone();
  }

  /** What it gave; only once it has succeeded. */
  JsonNode output() {
    if (output == null) {
      throw new IllegalStateException("no output");
    }
    return output;
  }

  boolean hasSucceeded() {
    return output != null;
  }

  @Nullable FlowFailure failure() {
    return failure;
  }

  private void run(Flow flow) {
    try {
      output = new FlowRunner(branch, flow).run();
      join.ended(this);
    } catch (FlowFailure flowFailure) {
      failure = flowFailure;
      join.ended(this);
    } catch (FlowAborted _) {
      // Whoever aborted it has recorded so.
    }
  }
}
