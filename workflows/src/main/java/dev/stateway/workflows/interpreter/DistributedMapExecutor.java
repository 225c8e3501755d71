package dev.stateway.workflows.interpreter;

import dev.stateway.translator.JsonText;
import dev.stateway.translator.error.StatesException;
import dev.stateway.translator.expression.Expression;
import dev.stateway.translator.model.Distribution;
import dev.stateway.translator.model.ItemBatcher;
import dev.stateway.translator.model.MachineType;
import dev.stateway.translator.model.MapState;
import dev.stateway.workflows.execution.ExecutionStatus;
import dev.stateway.workflows.history.EventDetails;
import dev.stateway.workflows.history.HistoryEventType;
import dev.stateway.workflows.interpreter.FlowFailure.Origin;
import dev.stateway.workflows.maprun.ItemSource;
import dev.stateway.workflows.maprun.MapRunFailure;
import dev.stateway.workflows.maprun.MapRunIdentity;
import dev.stateway.workflows.maprun.MapRunLimits;
import dev.stateway.workflows.maprun.MapRunOutcome;
import dev.stateway.workflows.maprun.MapRunRequest;
import dev.stateway.workflows.maprun.MapRunRequest.Batching;
import dev.stateway.workflows.maprun.MapRunRequest.Selection;
import dev.stateway.workflows.maprun.ResultDestination;
import dev.stateway.workflows.runtime.ExecutionRuntime.PendingMapRun;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Has a Map Run started for a Map state in Distributed mode, and waits for its end.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/dg/state-map-distributed.html">Map
 *     state in Distributed mode</a>
 */
final class DistributedMapExecutor {
  /** AWS's. */
  private static final int MOST_REDRIVES = 1_000;

  private final MapState state;
  private final Distribution distribution;
  private final Visit visit;
  private final Branch branch;
  private final JsonNode effective;

  DistributedMapExecutor(MapState state, Distribution distribution, Visit visit) {
    this.state = state;
    this.distribution = distribution;
    this.visit = visit;
    this.branch = visit.branch();
    this.effective = DataPhases.effectiveInput(state.dataFlow(), visit);
  }

  static JsonNode attempt(MapState state, Distribution distribution, Visit visit) {
    return new DistributedMapExecutor(state, distribution, visit).attempt();
  }

  private JsonNode attempt() {
    var work = visit.work() instanceof MapRunWork toRedrive ? toRedrive : null;
    var outcome = work == null ? begin() : redrive(work);
    return finish(outcome);
  }

  private MapRunOutcome begin() {
    var maxConcurrency = MapExecutor.integer(state.maxConcurrency(), visit, effective);
    // With a reader, the items of the input mean nothing.
    JsonNode items = distribution.itemReader() == null ? items() : null;
    branch.record(
        HistoryEventType.MAP_STATE_STARTED,
        EventDetails.none().number("length", items == null ? 0L : (long) items.size()));
    var request = request(items, maxConcurrency == null ? 0 : Math.max(maxConcurrency, 0));
    var run = branch.execution().runtime().startMapRun(request);
    branch.record(
        HistoryEventType.MAP_RUN_STARTED,
        EventDetails.none().text("mapRunArn", request.identity().mapRunArn()));
    return await(run, new MapRunWork(branch.execution(), request.identity(), 0));
  }

  private MapRunOutcome redrive(MapRunWork work) {
    if (work.redriveCount() > MOST_REDRIVES) {
      throw StatesException.runtime(
          "The Map Run has been redriven %d times and cannot be redriven again."
              .formatted(MOST_REDRIVES));
    }
    var run = branch.execution().runtime().redriveMapRun(work.identity(), work.redriveCount());
    branch.record(
        HistoryEventType.MAP_RUN_REDRIVEN,
        EventDetails.none()
            .text("mapRunArn", work.identity().mapRunArn())
            .number("redriveCount", (long) work.redriveCount()));
    return await(run, work);
  }

  private JsonNode items() {
    return state.items() == null ? effective : evaluate(state.items());
  }

  private MapRunOutcome await(PendingMapRun run, MapRunWork work) {
    visit.busyWith(work);
    work.begun();
    try {
      branch.await(run::isDone);
    } catch (FlowAborted aborted) {
      branch.execution().stopping().stop(run);
      throw aborted;
    }
    var outcome = run.outcome();
    work.ended(outcome);
    return outcome;
  }

  private JsonNode finish(MapRunOutcome outcome) {
    var failure = outcome.failure();
    if (failure != null) {
      throw failed(failure);
    }
    if (outcome.status() == ExecutionStatus.ABORTED) {
      // Somebody has stopped the Map Run, not the execution.
      branch.record(HistoryEventType.MAP_RUN_ABORTED, EventDetails.none());
      throw new FlowFailure(Origin.INNER_FLOW, null, null);
    }
    branch.record(HistoryEventType.MAP_RUN_SUCCEEDED, EventDetails.none());
    // AWS lets what comes next follow from the Map Run, not from this event.
    branch.recordAside(HistoryEventType.MAP_STATE_SUCCEEDED, EventDetails.none());
    return Objects.requireNonNull(outcome.result());
  }

  /** The failure of the state that this one of its Map Run is. */
  RuntimeException failed(MapRunFailure failure) {
    branch.record(
        HistoryEventType.MAP_RUN_FAILED,
        EventDetails.none().text("error", failure.error()).text("cause", failure.cause()));
    return switch (failure.kind()) {
      case RUN -> new FlowFailure(Origin.INNER_FLOW, failure.error(), failure.cause());
      case FIELD, EVALUATION -> visit.fieldFailure(failure.toFieldError());
    };
  }

  /** What the Map Run is a function of; all fields are evaluated. */
  MapRunRequest request(@Nullable JsonNode items, int maxConcurrency) {
    var execution = branch.execution();
    var tolerance =
        MapExecutor.tolerance(state, visit, effective, items == null ? 0 : items.size());
    var reader = distribution.itemReader();
    var maxItems = reader == null ? null : MapExecutor.integer(reader.maxItems(), visit, effective);
    return new MapRunRequest(
        MapRunRequest.CURRENT_VERSION,
        execution.semantics(),
        identity(distribution, execution, execution.runtime().entropy().uuid()),
        state.name(),
        distribution.processorDefinition(),
        reader == null ? null : ItemSource.of(reader, evaluate(reader.arguments())),
        items,
        maxItems == null ? 0 : maxItems,
        selection(),
        batching(distribution.itemBatcher()),
        destination(),
        new MapRunLimits(
            maxConcurrency,
            tolerance.count() == null ? null : (long) tolerance.count(),
            tolerance.percentage()),
        execution.limits(),
        execution.request().runLimits());
  }

  /** Who the Map Run of this id is. */
  static MapRunIdentity identity(Distribution distribution, Execution execution, String id) {
    var express = distribution.executionType() == MachineType.EXPRESS;
    return MapRunIdentity.of(execution.identity(), distribution.label(), express, id);
  }

  private @Nullable Selection selection() {
    if (state.itemSelector() == null) {
      return null;
    }
    var variables = JsonText.MAPPER.createObjectNode();
    branch.variables().forEach(variables::set);
    return new Selection(
        branch.execution().definition(), effective, visit.scope(effective).context(), variables);
  }

  private @Nullable Batching batching(@Nullable ItemBatcher batcher) {
    return batcher == null
        ? null
        : new Batching(
            batcher.batchInput() == null ? null : evaluate(batcher.batchInput()),
            MapExecutor.integer(batcher.maxItems(), visit, effective),
            MapExecutor.integer(batcher.maxBytes(), visit, effective));
  }

  private ResultDestination destination() {
    var writer = distribution.resultWriter();
    if (writer == null) {
      return ResultDestination.STATE_OUTPUT;
    }
    var arguments = writer.arguments();
    return ResultDestination.of(writer, arguments == null ? null : evaluate(arguments));
  }

  private JsonNode evaluate(Expression expression) {
    return expression.evaluate(visit.scope(effective));
  }
}
