package dev.stateway.workflows.temporal;

import dev.stateway.translator.TranslationResult;
import dev.stateway.translator.expression.Expression;
import dev.stateway.translator.model.MachineType;
import dev.stateway.workflows.execution.ExecutionRequest;
import dev.stateway.workflows.execution.ExecutionStatus;
import dev.stateway.workflows.execution.ExecutionVisibility;
import dev.stateway.workflows.maprun.MapRunLimits.MapRunLimitsChange;
import dev.stateway.workflows.maprun.MapRunOutcome;
import dev.stateway.workflows.maprun.MapRunProgress;
import dev.stateway.workflows.maprun.MapRunRequest;
import dev.stateway.workflows.maprun.MapRunView;
import dev.stateway.workflows.maprun.MapStates;
import dev.stateway.workflows.maprun.Tally;
import io.temporal.failure.CanceledFailure;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Workflow;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A Map Run as a workflow. */
final class MapRunWorkflowImpl implements MapRunWorkflow {
  private final Definitions definitions;
  private final List<MapRunLimitsChange> early = new ArrayList<>();
  private @Nullable MapRunCoordinator coordinator;

  MapRunWorkflowImpl(Definitions definitions) {
    this.definitions = definitions;
  }

  @Override
  public MapRunOutcome run(MapRunRequest request, @Nullable MapRunProgress progress) {
    check(request);
    var leading =
        new MapRunCoordinator(
            request,
            selector(request),
            progress == null
                ? MapRunProgress.beginning(request.limits(), MapRunCoordinator.now())
                : progress);
    coordinator = leading;
    early.forEach(leading::update);
    CancellationScope.current()
        .getCancellationRequest()
        .thenApply(reason -> {
          leading.cancel();
          return reason;
        });
    var next = new ArrayList<MapRunProgress>(1);
    // Detached: what runs is stopped part by part, and what has ended is written.
    Workflow.newDetachedCancellationScope(() -> leading.run().ifPresent(next::add)).run();
    if (!next.isEmpty()) {
      Workflow.continueAsNew(MapRunOptions.nextRun(next.getFirst()), request, next.getFirst());
    }
    return end(leading);
  }

  private static void check(MapRunRequest request) {
    // The workflow task fails and waits for a worker that knows: another one must not guess.
    if (request.semantics() > ExecutionRequest.CURRENT_SEMANTICS) {
      throw new IllegalStateException("this worker does not know semantics " + request.semantics());
    }
    if (!Objects.equals(request.version(), MapRunRequest.CURRENT_VERSION)) {
      throw new IllegalStateException(
          "this worker does not know Map Runs of version " + request.version());
    }
  }

  private @Nullable Expression selector(MapRunRequest request) {
    var selection = request.selection();
    if (selection == null) {
      return null;
    }
    return switch (definitions.translate(selection.definition(), MachineType.STANDARD)) {
      case TranslationResult.Translated(var machine, _) ->
          MapStates.selector(machine, request.stateName()).orElseThrow();
      case TranslationResult.Rejected(var problems) ->
          throw new IllegalStateException("the definition is running: " + problems);
    };
  }

  private static MapRunOutcome end(MapRunCoordinator ended) {
    var outcome = ended.outcome();
    Workflow.upsertTypedSearchAttributes(
        ExecutionVisibility.STATUS.valueSet(outcome.status().name()));
    Workflow.upsertMemo(Map.of(ExecutionVisibility.MEMO_MAP_RUN, ended.view()));
    if (outcome.failure() != null) {
      throw MapRunErrors.toFailure(outcome.failure());
    }
    if (outcome.status() == ExecutionStatus.ABORTED) {
      throw new CanceledFailure("aborted");
    }
    return outcome;
  }

  @Override
  public MapRunView view() {
    return leading().view();
  }

  @Override
  public MapRunProgress progress() {
    return leading().progress();
  }

  @Override
  public void update(MapRunLimitsChange change) {
    if (coordinator == null) {
      early.add(change);
    } else {
      coordinator.update(change);
    }
  }

  @Override
  public void shardProgress(int shard, Tally tally) {
    leading().progress(shard, tally);
  }

  private MapRunCoordinator leading() {
    return Objects.requireNonNull(coordinator);
  }
}
