package dev.stateway.workflows.runtime;

import dev.stateway.translator.expression.Entropy;
import dev.stateway.workflows.execution.ExecutionFailure;
import dev.stateway.workflows.execution.ExecutionStatus;
import dev.stateway.workflows.execution.RunLimits;
import dev.stateway.workflows.maprun.MapRunIdentity;
import dev.stateway.workflows.maprun.MapRunOutcome;
import dev.stateway.workflows.maprun.MapRunRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Everything the interpreter cannot do by itself: time, chance, concurrency and work.
 *
 * <p>Threads of one execution take turns: one runs until it calls {@link #await} or {@link #pause},
 * so what they share needs no locks, and the order of turns is the same at every replay.
 */
public interface ExecutionRuntime {
  /** The execution's clock and its random values. */
  Entropy entropy();

  /** Gives the turn away until the condition holds; conditions have no effects. */
  void await(BooleanSupplier condition);

  /** Starts a timer; the state's name is for those who watch. */
  Timer timer(Duration delay, String stateName);

  /** Has a task done. */
  PendingTask start(TaskWork work);

  /** Makes a task token and waits for its answer. */
  PendingToken openToken(TaskWork work);

  /** Puts work where the workers of a Step Functions activity ask for it. */
  PendingActivity startActivity(TaskWork work);

  /** Starts a Map Run: the executions of a distributed Map. */
  PendingMapRun startMapRun(MapRunRequest request);

  /**
   * Starts a Map Run again that did not succeed: for its executions that did not end well.
   *
   * @param redriveCount how often it has been redriven with this time
   */
  PendingMapRun redriveMapRun(MapRunIdentity identity, int redriveCount);

  /** Starts a thread that gets its turn when this one gives it away; the body must not throw. */
  Branching fork(Runnable body);

  /** Lets others run in the middle of a long stretch without waits. */
  void pause();

  /** Which run of the execution this is. */
  Run run();

  /** The ARN of who started the execution; empty where that is nobody known. */
  String startedBy();

  /**
   * How full this run's own record is: from 1 on, the execution should go on in another run. Only
   * changes when the turn was given away.
   */
  double fill(RunLimits limits);

  /** Tells those who watch where the execution is. */
  void showState(String stateName);

  /** Tells those who watch which approvals wait for a decision, and how many there have been. */
  void showApprovals(List<String> approvalIds, int asked);

  /** Tells those who watch how the execution has ended. */
  void showEnd(ExecutionStatus status, @Nullable ExecutionFailure failure);

  /**
   * A run.
   *
   * @param id tells it from the execution's other ones
   * @param startedAt when it was started
   */
  record Run(String id, Instant startedAt) {}

  /** A running timer. */
  interface Timer {
    /** Whether its time has come. */
    boolean isDone();

    /** Forgets it. */
    void cancel();
  }

  /** A thread of the execution. */
  @FunctionalInterface
  interface Branching {
    /** Whether its body has returned. */
    boolean isDone();
  }

  /** What is under way for an execution, and can be stopped. */
  interface Stoppable {
    /** Whether there is an outcome. */
    boolean isDone();

    /** Has it stopped; the outcome comes when it has, or is already there. */
    void cancel();
  }

  /** Work under way. */
  interface PendingTask extends Stoppable {
    /** How it ended; only once it is done. */
    TaskOutcome outcome();
  }

  /** A Map Run under way. */
  interface PendingMapRun extends Stoppable {
    /** How it ended; only once it is done. */
    MapRunOutcome outcome();
  }

  /** Work that waits for a worker of a Step Functions activity, or is with one. */
  interface PendingActivity extends PendingTask {
    /** Whether a worker has it. */
    boolean isStarted();

    /** What the worker calls itself; absent for one without a name. */
    @Nullable String workerName();
  }

  /** A task token that waits for its answer. */
  interface PendingToken extends PendingTask {
    /** Whether there is a token to give away; it may be answered from then on. */
    boolean isOpen();

    /** The token; only once it is open. */
    String token();
  }
}
