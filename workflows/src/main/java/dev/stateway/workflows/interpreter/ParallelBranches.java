package dev.stateway.workflows.interpreter;

import dev.stateway.translator.JsonText;
import dev.stateway.translator.model.ParallelState;
import dev.stateway.workflows.checkpoint.BranchCheckpoint;
import dev.stateway.workflows.checkpoint.Progress;
import dev.stateway.workflows.checkpoint.Progress.ParallelBranch;
import dev.stateway.workflows.history.EventDetails;
import dev.stateway.workflows.history.HistoryEventType;
import dev.stateway.workflows.interpreter.FlowFailure.Origin;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The branches of one attempt of a Parallel. */
final class ParallelBranches implements Work {
  private final ParallelState state;
  private final Branch branch;
  private final Join join;
  private final @Nullable JsonNode[] outputs;
  private final @Nullable Fork[] forks;

  private ParallelBranches(ParallelState state, Visit visit) {
    this.state = state;
    this.branch = visit.branch();
    this.join = new Join(branch);
    this.outputs = new JsonNode[state.branches().size()];
    this.forks = new Fork[state.branches().size()];
  }

  /** Starts them all. */
  static ParallelBranches start(ParallelState state, Visit visit, JsonNode input) {
    var branches = new ParallelBranches(state, visit);
    for (var i = 0; i < state.branches().size(); i++) {
      var line = branches.branch.parallelBranch(branches.join.cancellation());
      branches.add(i, Fork.start(line, state.branches().get(i), input, branches.join));
    }
    return branches;
  }

  /** Lets those go on that had not ended in another run. */
  static ParallelBranches restore(ParallelState state, Visit visit, Progress.Branches progress) {
    var branches = new ParallelBranches(state, visit);
    for (var i = 0; i < state.branches().size(); i++) {
      var data = progress.branches().get(i);
      branches.outputs[i] = data.output();
      if (data.underWay() != null) {
        var line = branches.branch.parallelBranch(branches.join.cancellation());
        branches.add(i, Fork.of(line, state.branches().get(i), branches.join));
      }
    }
    // What is inside them began after all of them.
    for (var i = 0; i < state.branches().size(); i++) {
      var fork = branches.forks[i];
      var underWay = progress.branches().get(i).underWay();
      if (fork != null && underWay != null) {
        fork.branch().restore(state.branches().get(i), underWay);
      }
    }
    return branches;
  }

  private void add(int index, Fork fork) {
    forks[index] = fork;
    join.add(fork);
  }

  /** Waits for them all; the array of their outputs. */
  JsonNode run() {
    return join.run(this::awaitOutputs);
  }

  private JsonNode awaitOutputs() {
    while (Arrays.stream(outputs).anyMatch(Objects::isNull)) {
      var fork = join.next();
      branch.continueFrom(fork.branch().lastEvent());
      var failure = fork.failure();
      if (failure != null) {
        AbortEvents.recordFailed(fork.branch(), branch.lastEvent());
        join.abortRest(branch.lastEvent(), state.name());
        throw new FlowFailure(Origin.INNER_FLOW, failure.error(), failure.cause());
      }
      outputs[Arrays.asList(forks).indexOf(fork)] = fork.output();
    }
    // AWS lets what comes next follow from the last branch, not from this event.
    branch.recordAside(HistoryEventType.PARALLEL_STATE_SUCCEEDED, EventDetails.none());
    var result = JsonText.MAPPER.createArrayNode();
    Arrays.stream(outputs).forEach(result::add);
    return result;
  }

  @Override
  public boolean holds() {
    return join.holds();
  }

  @Override
  public Progress progress() {
    return progress(Branch::checkpoint);
  }

  @Override
  public Progress toRedrive() {
    return progress(Branch::toRedrive);
  }

  private Progress progress(Function<Branch, BranchCheckpoint> ofUnderWay) {
    return new Progress.Branches(
        IntStream.range(0, outputs.length)
            .mapToObj(i -> new ParallelBranch(output(i), underWay(i, ofUnderWay)))
            .toList());
  }

  private @Nullable JsonNode output(int index) {
    var fork = forks[index];
    return fork != null && fork.hasSucceeded() ? fork.output() : outputs[index];
  }

  private @Nullable BranchCheckpoint underWay(
      int index, Function<Branch, BranchCheckpoint> ofUnderWay) {
    var fork = forks[index];
    return fork == null || fork.hasSucceeded() ? null : ofUnderWay.apply(fork.branch());
  }
}
