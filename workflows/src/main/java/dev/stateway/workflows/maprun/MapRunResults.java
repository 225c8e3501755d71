package dev.stateway.workflows.maprun;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What the executions of a Map Run have given, in the order of the items. */
public final class MapRunResults {
  private final TreeMap<Long, ShownResult> outputs = new TreeMap<>();
  private final List<ResultFile> files = new ArrayList<>();
  private long bytes;
  private boolean tooLarge;

  /** Goes on from what earlier parts have given; absent results are too much for the state. */
  public MapRunResults(@Nullable List<ShownResult> earlier, List<ResultFile> earlierFiles) {
    addOutputs(earlier);
    files.addAll(earlierFiles);
  }

  /** Takes those of a part; absent results are too much for the state. */
  public void add(@Nullable List<ShownResult> shown, List<ResultFile> itsFiles) {
    addOutputs(shown);
    addFiles(itsFiles);
  }

  /** Takes files. */
  public void addFiles(List<ResultFile> more) {
    files.addAll(more);
  }

  /** The results for the state; absent when they are too much for it. */
  public @Nullable List<ShownResult> shown() {
    return tooLarge ? null : List.copyOf(outputs.values());
  }

  /** The files. */
  public List<ResultFile> files() {
    return List.copyOf(files);
  }

  private void addOutputs(@Nullable List<ShownResult> more) {
    if (more != null) {
      more.forEach(result -> bytes += ItemInputs.bytes(result.values()));
    }
    tooLarge = tooLarge || more == null || bytes > ItemInputs.MOST_BYTES;
    if (tooLarge || more == null) {
      outputs.clear();
    } else {
      more.forEach(result -> outputs.put(result.index(), result));
    }
  }
}
