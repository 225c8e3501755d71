package dev.stateway.workflows.checkpoint;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** How far the work of a state has come. Times are absolute: waiting goes on in another run. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "progress")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Progress.ToBegin.class, name = "toBegin"),
  @JsonSubTypes.Type(value = Progress.Waiting.class, name = "waiting"),
  @JsonSubTypes.Type(value = Progress.BackingOff.class, name = "backingOff"),
  @JsonSubTypes.Type(value = Progress.AwaitingDecision.class, name = "awaitingDecision"),
  @JsonSubTypes.Type(value = Progress.Branches.class, name = "branches"),
  @JsonSubTypes.Type(value = Progress.Iterations.class, name = "iterations"),
  @JsonSubTypes.Type(value = Progress.MapRunToRedrive.class, name = "mapRunToRedrive")
})
public sealed interface Progress {
  /** Its work has to be begun, from its effective input on. */
  record ToBegin() implements Progress {}

  /** A Wait. */
  record Waiting(Instant until) implements Progress {}

  /**
   * The pause before a retry.
   *
   * @param until when it is tried again
   * @param retrier the index of the Retrier that wants it
   */
  record BackingOff(Instant until, int retrier) implements Progress {}

  /**
   * An approval.
   *
   * @param approvalId which of {@link ExecutionCheckpoint#approvals()}
   * @param arguments what it was asked with
   * @param scheduledEvent TaskScheduled of this attempt
   * @param expiresAt until when a decision counts; absent for ever
   */
  record AwaitingDecision(
      String approvalId, JsonNode arguments, long scheduledEvent, @Nullable Instant expiresAt)
      implements Progress {}

  /** The branches of a Parallel, in the order of the definition. */
  record Branches(List<ParallelBranch> branches) implements Progress {
    public Branches {
      branches = List.copyOf(branches);
    }
  }

  /**
   * One branch of a Parallel.
   *
   * @param output what it gave; absent while it is under way
   * @param underWay where it is; absent once it has ended
   */
  record ParallelBranch(@Nullable JsonNode output, @Nullable BranchCheckpoint underWay) {}

  /**
   * The iterations of a Map.
   *
   * @param atATime how many may run at a time
   * @param toleratedCount failures that do not fail the Map
   * @param toleratedPercentage the same as a share of all
   * @param length how many items there are
   * @param itemSelectorInput what the item selector of those to come sees as {@code $}; absent when
   *     there is no selector
   * @param itemsToCome the items whose iterations have not begun
   * @param outputs what iterations have given
   * @param underWay iterations that run, in the order in which they began
   * @param toRepeat iterations that have to go on from where they are, as soon as there is room
   * @param failed iterations whose failure was tolerated: a redrive repeats them
   * @param lastEnd the event that the next one of the Map follows from
   */
  record Iterations(
      int atATime,
      @Nullable Integer toleratedCount,
      @Nullable Double toleratedPercentage,
      int length,
      @Nullable JsonNode itemSelectorInput,
      List<JsonNode> itemsToCome,
      List<IterationOutput> outputs,
      List<Iteration> underWay,
      List<Iteration> toRepeat,
      List<Iteration> failed,
      long lastEnd)
      implements Progress {
    public Iterations {
      itemsToCome = List.copyOf(itemsToCome);
      outputs = List.copyOf(outputs);
      underWay = List.copyOf(underWay);
      toRepeat = List.copyOf(toRepeat);
      failed = List.copyOf(failed);
    }
  }

  /** What the iteration of this index gave. */
  record IterationOutput(int index, JsonNode output) {}

  /**
   * One iteration of a Map that has not ended well.
   *
   * @param index which
   * @param item its item
   * @param line where it is
   */
  record Iteration(int index, JsonNode item, BranchCheckpoint line) {}

  /**
   * A Map Run that did not succeed.
   *
   * @param mapRunArn which
   * @param redriveCount how often it has been redriven with the time that is due
   */
  record MapRunToRedrive(String mapRunArn, int redriveCount) implements Progress {}
}
