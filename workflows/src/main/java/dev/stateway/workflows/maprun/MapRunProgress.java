package dev.stateway.workflows.maprun;

import dev.stateway.workflows.maprun.ResultFile.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * How far a Map Run has come when none of its executions runs: what its next run goes on from, or a
 * redrive.
 *
 * @param position where reading goes on; absent: at the beginning, or nowhere
 * @param allRead whether all items have been read
 * @param taken items read
 * @param inputs how far inputs were made of them
 * @param ready executions that have not been given to a part
 * @param toRepeat parts of before the redrive whose executions have to run again, and do not yet
 * @param unfinished parts since then whose executions have not all ended well
 * @param shards parts so far
 * @param nextFile the number of the next part's first file
 * @param finished how the executions of all parts ended, but for those of {@code toRepeat}
 * @param shown what they gave; absent when that is too much for the state
 * @param files the files that have it instead
 * @param limits as they were last changed
 * @param startDate when the Map Run began
 * @param redriveCount how often it has been redriven
 * @param redriveDate when it was last redriven; absent if never
 */
public record MapRunProgress(
    @Nullable JsonNode position,
    boolean allRead,
    long taken,
    ItemInputs.State inputs,
    List<ChildInput> ready,
    List<UnfinishedPart> toRepeat,
    List<UnfinishedPart> unfinished,
    int shards,
    long nextFile,
    Tally finished,
    @Nullable List<ShownResult> shown,
    List<ResultFile> files,
    MapRunLimits limits,
    Instant startDate,
    int redriveCount,
    @Nullable Instant redriveDate) {
  /** The beginning. */
  public static MapRunProgress beginning(MapRunLimits limits, Instant startDate) {
    return new MapRunProgress(
        null,
        false,
        0,
        ItemInputs.State.START,
        List.of(),
        List.of(),
        List.of(),
        0,
        0,
        Tally.NONE,
        List.of(),
        List.of(),
        limits,
        startDate,
        0,
        null);
  }

  /**
   * What a redrive goes on from: executions that succeeded are kept with their results, all others
   * run again. If none was ever given to a part, items are read from the beginning.
   */
  public MapRunProgress redriven(int count, Instant date) {
    if (shards == 0) {
      return beginning(limits, startDate).withRedrive(count, date);
    }
    var parts = new ArrayList<>(toRepeat);
    parts.addAll(unfinished);
    return new MapRunProgress(
        position,
        allRead,
        taken,
        inputs,
        ready,
        parts,
        List.of(),
        shards,
        nextFile,
        finished.onlySucceeded(),
        shown == null ? null : shown.stream().filter(ShownResult::succeeded).toList(),
        files.stream().filter(file -> file.kind() == Kind.SUCCEEDED).toList(),
        limits,
        startDate,
        count,
        date);
  }

  private MapRunProgress withRedrive(int count, Instant date) {
    return new MapRunProgress(
        position,
        allRead,
        taken,
        inputs,
        ready,
        toRepeat,
        unfinished,
        shards,
        nextFile,
        finished,
        shown,
        files,
        limits,
        startDate,
        count,
        date);
  }
}
