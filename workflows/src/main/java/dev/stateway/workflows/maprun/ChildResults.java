package dev.stateway.workflows.maprun;

import dev.stateway.translator.JsonText;
import dev.stateway.workflows.execution.ExecutionStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/** Collects the results of executions: for files, or for the Map state's own result. */
public final class ChildResults {
  private final MapRunIdentity identity;
  private final ResultDestination destination;
  private final int chunkBytes;
  private final Function<ResultChunk, List<ResultFile>> writer;
  private final TreeMap<Long, ShownResult> outputs = new TreeMap<>();
  private final List<ResultFile> files = new ArrayList<>();
  private ResultChunk chunk;
  private long bytes;

  /**
   * Collects those of a part of a Map Run.
   *
   * @param firstNumber the number of the first file
   * @param chunkBytes when a file is full
   * @param writer writes files
   */
  public ChildResults(
      MapRunIdentity identity,
      ResultDestination destination,
      long firstNumber,
      int chunkBytes,
      Function<ResultChunk, List<ResultFile>> writer) {
    this.identity = identity;
    this.destination = destination;
    this.chunkBytes = chunkBytes;
    this.writer = writer;
    this.chunk = emptyChunk(firstNumber);
  }

  /** Takes one. */
  public void add(ChildResult result) {
    var shown = JsonText.MAPPER.createArrayNode();
    result.addTo(shown, identity.child(result.child()), destination.transformation());
    bytes += ItemInputs.bytes(shown);
    if (!destination.writesFiles()) {
      // What the state could not give is not kept.
      if (!isTooLarge()) {
        var index = result.child().index();
        outputs.put(index, new ShownResult(index, result.output() != null, shown));
      }
      return;
    }
    var kind =
        result.status() == ExecutionStatus.SUCCEEDED
            ? ResultFile.Kind.SUCCEEDED
            : ResultFile.Kind.FAILED;
    chunk.of(kind).addAll(shown.valueStream().toList());
    flushWhenFull();
  }

  /** Takes those that were never started, and writes what is left. */
  public void finish(List<ChildInput> neverStarted) {
    if (!destination.writesFiles()) {
      return;
    }
    for (var child : neverStarted) {
      var shown = ChildResult.pending(child);
      bytes += ItemInputs.bytes(shown);
      chunk.pending().add(shown);
      flushWhenFull();
    }
    flush();
  }

  /** The files written. */
  public List<ResultFile> files() {
    return List.copyOf(files);
  }

  /** The results for the state, in the order of the items; none when they are too large for it. */
  public @Nullable List<ShownResult> shown() {
    return isTooLarge() ? null : List.copyOf(outputs.values());
  }

  /** The results, which are in the order of the items, as that of the Map state. */
  public static JsonNode stateResult(List<ShownResult> shown, ResultDestination destination) {
    var outputs = JsonText.MAPPER.createArrayNode();
    shown.forEach(result -> outputs.addAll(result.values().valueStream().toList()));
    return switch (destination.outputType()) {
      case JSON -> outputs;
      case JSONL -> JsonText.MAPPER.getNodeFactory().stringNode(lines(outputs));
    };
  }

  /** The text of a file. */
  public static String text(ArrayNode results, ResultDestination destination) {
    return switch (destination.outputType()) {
      case JSON -> JsonText.write(results);
      case JSONL -> lines(results);
    };
  }

  private static String lines(ArrayNode values) {
    var text = new StringBuilder();
    values.forEach(value -> text.append(JsonText.write(value)).append('\n'));
    return text.toString();
  }

  private boolean isTooLarge() {
    return !destination.writesFiles() && bytes > ItemInputs.MOST_BYTES;
  }

  private void flushWhenFull() {
    if (bytes >= chunkBytes) {
      flush();
    }
  }

  private void flush() {
    if (bytes > 0) {
      files.addAll(writer.apply(chunk));
      chunk = emptyChunk(chunk.number() + 1);
      bytes = 0;
    }
  }

  private static ResultChunk emptyChunk(long number) {
    return new ResultChunk(
        number,
        JsonText.MAPPER.createArrayNode(),
        JsonText.MAPPER.createArrayNode(),
        JsonText.MAPPER.createArrayNode());
  }
}
