package dev.stateway.workflows.maprun;

import dev.stateway.translator.JsonText;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;

/** What the parts of a Map Run have given, in the order of the items. */
public final class MapRunResults {
  private static final int BEFORE = -1;

  private final TreeMap<Integer, ArrayNode> outputs = new TreeMap<>();
  private final List<ResultFile> files = new ArrayList<>();
  private long bytes;
  private boolean tooLarge;

  /** Goes on from what earlier parts have given; absent outputs are too much for the state. */
  public MapRunResults(@Nullable ArrayNode earlier, List<ResultFile> earlierFiles) {
    addOutputs(BEFORE, earlier);
    files.addAll(earlierFiles);
  }

  /** Takes those of a part. */
  public void add(int shard, MapShardResult result) {
    addOutputs(shard, result.outputs());
    addFiles(result.files());
  }

  /** Takes files. */
  public void addFiles(List<ResultFile> more) {
    files.addAll(more);
  }

  /** The outputs; absent when they are too much for the state. */
  public @Nullable ArrayNode outputs() {
    if (tooLarge) {
      return null;
    }
    var all = JsonText.MAPPER.createArrayNode();
    outputs.values().forEach(part -> all.addAll(part.valueStream().toList()));
    return all;
  }

  /** The files. */
  public List<ResultFile> files() {
    return List.copyOf(files);
  }

  private void addOutputs(int shard, @Nullable ArrayNode ofPart) {
    bytes += ofPart == null ? 0 : ItemInputs.bytes(ofPart);
    tooLarge = tooLarge || ofPart == null || bytes > ItemInputs.MOST_BYTES;
    if (tooLarge || ofPart == null) {
      outputs.clear();
    } else {
      outputs.put(shard, ofPart);
    }
  }
}
