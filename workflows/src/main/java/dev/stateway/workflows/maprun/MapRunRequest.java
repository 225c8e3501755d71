package dev.stateway.workflows.maprun;

import dev.stateway.workflows.execution.ExecutionLimits;
import dev.stateway.workflows.execution.RunLimits;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Everything a Map Run is a function of.
 *
 * @param version how the Map Run itself works: {@link #CURRENT_VERSION} of the worker that began it
 * @param semantics the version of the interpreter's meaning it was started with
 * @param identity who it is
 * @param stateName the Map state
 * @param childDefinition what its executions run: ASL text
 * @param source where items are read from; absent: they are {@code items}
 * @param items an array, or an object whose members are the items
 * @param maxItems how many are taken at the most, 0 for all
 * @param selection how items become inputs; absent: they are
 * @param batching how they are put together; absent: they are not
 * @param destination what becomes of the results
 * @param limits how much may run and fail
 * @param childLimits where its executions fail because they have grown too large
 * @param runLimits when its execution goes on in another run, and so does the Map Run; absent for
 *     the default
 */
public record MapRunRequest(
    @Nullable Integer version,
    int semantics,
    MapRunIdentity identity,
    String stateName,
    String childDefinition,
    @Nullable ItemSource source,
    @Nullable JsonNode items,
    long maxItems,
    @Nullable Selection selection,
    @Nullable Batching batching,
    ResultDestination destination,
    MapRunLimits limits,
    ExecutionLimits childLimits,
    @Nullable RunLimits runLimits) {
  /** How a Map Run works that is begun now: its parts are workflows, of either type. */
  public static final int CURRENT_VERSION = 1;

  /** The same, whose items each have an execution of their own. */
  public MapRunRequest withoutBatching() {
    return new MapRunRequest(
        version,
        semantics,
        identity,
        stateName,
        childDefinition,
        source,
        items,
        maxItems,
        selection,
        null,
        destination,
        limits,
        childLimits,
        runLimits);
  }

  /** What its executions run. */
  public ChildProgram program() {
    return new ChildProgram(semantics, identity, childDefinition, childLimits);
  }

  /**
   * An {@code ItemSelector} and what it sees.
   *
   * @param definition the ASL text of the machine that has the Map state
   * @param input what {@code $} means
   * @param context the context object, without the item
   * @param variables the variables
   */
  public record Selection(
      String definition, JsonNode input, JsonNode context, ObjectNode variables) {}

  /**
   * An {@code ItemBatcher} whose expressions have been evaluated.
   *
   * @param batchInput the member {@code BatchInput}; absent: there is none
   * @param maxItems items in one batch, absent for any number
   * @param maxBytes bytes of one batch, absent for what an input may have
   */
  public record Batching(
      @Nullable JsonNode batchInput, @Nullable Integer maxItems, @Nullable Integer maxBytes) {}
}
