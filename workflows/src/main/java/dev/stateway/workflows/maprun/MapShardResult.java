package dev.stateway.workflows.maprun;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What became of a part of a Map Run.
 *
 * @param tally how its executions ended
 * @param shown what they gave; absent when that is too much for the state
 * @param files the files that have it instead
 * @param failure why its results could not be written
 * @param unsuccessful the numbers of the executions that did not end well
 * @param neverStarted the numbers of those that were not started
 */
public record MapShardResult(
    Tally tally,
    @Nullable List<ShownResult> shown,
    List<ResultFile> files,
    @Nullable MapRunFailure failure,
    List<Long> unsuccessful,
    List<Long> neverStarted) {
  public MapShardResult {
    files = List.copyOf(files);
    unsuccessful = List.copyOf(unsuccessful);
    neverStarted = List.copyOf(neverStarted);
  }

  /** What of the part a redrive has to do. */
  public Optional<UnfinishedPart> unfinished(int shard) {
    return Optional.of(UnfinishedPart.of(shard, tally)).filter(UnfinishedPart::hasWork);
  }

  /** The execution of the part as a redrive is to run it; empty: it ended well. */
  public Optional<ChildInput> toRun(ChildInput child, int redrive) {
    if (unsuccessful.contains(child.index())) {
      return Optional.of(child.redrivenBy(redrive));
    }
    return neverStarted.contains(child.index()) ? Optional.of(child) : Optional.empty();
  }
}
