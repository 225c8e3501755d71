package dev.stateway.workflows.temporal;

import dev.stateway.workflows.execution.ExecutionRequest.ExecutionIdentity;
import dev.stateway.workflows.maprun.ChildInput;
import dev.stateway.workflows.maprun.ItemPage;
import dev.stateway.workflows.maprun.ItemSource;
import dev.stateway.workflows.maprun.MapRunIdentity;
import dev.stateway.workflows.maprun.MapShardRequest;
import dev.stateway.workflows.maprun.MapShardResult;
import dev.stateway.workflows.maprun.ResultChunk;
import dev.stateway.workflows.maprun.ResultDestination;
import dev.stateway.workflows.maprun.ResultFile;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What a Map Run cannot do inside a workflow; each may be done again when a worker is lost. */
@ActivityInterface
public interface MapRunActivities {
  /** Reads a page of items, at most so many. */
  @ActivityMethod(name = "stateway:readItems")
  ItemPage readItems(ItemSource source, @Nullable JsonNode position, long maxItems);

  /** Runs a part whose executions are of type EXPRESS. */
  @ActivityMethod(name = "stateway:runExpressItems")
  MapShardResult runExpressItems(MapShardRequest request);

  /** Writes results. */
  @ActivityMethod(name = "stateway:writeResults")
  List<ResultFile> writeResults(
      MapRunIdentity identity, ResultDestination destination, ResultChunk chunk);

  /** Writes the manifest; gives the Map state's result. */
  @ActivityMethod(name = "stateway:writeManifest")
  JsonNode writeManifest(
      MapRunIdentity identity, ResultDestination destination, List<ResultFile> files);

  /** Waits until a Map Run has ended that is to be redriven. */
  @ActivityMethod(name = "stateway:awaitMapRun")
  EndedMapRun awaitMapRun(MapRunIdentity identity);

  /** Reads the executions of an earlier part that this redrive of the Map Run has to run. */
  @ActivityMethod(name = "stateway:readPart")
  List<ChildInput> readPart(MapRunIdentity identity, int shard, int redrive);

  /** Asks an ended STANDARD execution what of it is left to do. */
  @ActivityMethod(name = "stateway:prepareRedrive")
  RedriveStart prepareRedrive(ExecutionIdentity execution);
}
