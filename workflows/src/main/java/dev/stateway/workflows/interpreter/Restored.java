package dev.stateway.workflows.interpreter;

import dev.stateway.translator.model.MapState;
import dev.stateway.translator.model.ParallelState;
import dev.stateway.translator.model.State;
import dev.stateway.workflows.checkpoint.Progress;
import dev.stateway.workflows.interpreter.Work.UntilTime;
import org.jspecify.annotations.Nullable;

/** The work of visits that began in another run. */
final class Restored {
  private Restored() {}

  /** Null for work that has to be begun. */
  static @Nullable Work work(State state, Visit visit, Progress progress) {
    return switch (progress) {
      case Progress.ToBegin _ -> null;
      case Progress.Waiting waiting -> new UntilTime(waiting);
      case Progress.BackingOff backingOff -> new UntilTime(backingOff);
      case Progress.AwaitingDecision awaiting -> PendingDecision.restore(visit, awaiting);
      case Progress.Branches branches ->
          ParallelBranches.restore((ParallelState) state, visit, branches);
      case Progress.Iterations iterations ->
          MapIterations.restore((MapState) state, visit, iterations);
      case Progress.MapRunToRedrive mapRun ->
          MapRunWork.restore((MapState) state, visit.branch().execution(), mapRun);
    };
  }
}
