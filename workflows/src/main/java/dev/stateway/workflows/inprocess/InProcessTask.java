package dev.stateway.workflows.inprocess;

import dev.stateway.workflows.inprocess.ExecutionClock.Alarm;
import dev.stateway.workflows.inprocess.InProcessTasks.Started;
import dev.stateway.workflows.runtime.ExecutionRuntime.PendingActivity;
import dev.stateway.workflows.runtime.ExecutionRuntime.PendingToken;
import dev.stateway.workflows.runtime.TaskOutcome;
import dev.stateway.workflows.runtime.TaskWork;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A task under way in this process. */
final class InProcessTask implements PendingToken, PendingActivity, InProcessTasks.Reply {
  private final Turns turns;
  private final ExecutionClock clock;
  private final TaskWork work;
  private final @Nullable String token;
  private @Nullable AlarmSetter alarms;
  private @Nullable Started started;
  private @Nullable TaskOutcome outcome;
  private boolean isWithWorker;
  private @Nullable String workerName;
  private @Nullable Alarm timeout;
  private @Nullable Alarm silence;

  InProcessTask(Turns turns, ExecutionClock clock, TaskWork work, @Nullable String token) {
    this.turns = turns;
    this.clock = clock;
    this.work = work;
    this.token = token;
  }

  /** Begins it, in the turn of the thread that asked for it. */
  void begin(InProcessTasks tasks, AlarmSetter alarms) {
    timeout = alarms.set(work.timeout(), () -> end(new TaskOutcome.TimedOut(false)));
    if (work.heartbeat() != null) {
      silence = alarms.set(work.heartbeat(), () -> end(new TaskOutcome.TimedOut(true)));
      this.alarms = alarms;
    }
    var itsStart = tasks.start(work, this);
    started = itsStart;
    if (outcome != null) {
      itsStart.stop();
    }
  }

  /** Sets alarms on the execution's clock. */
  interface AlarmSetter {
    Alarm set(Duration delay, Runnable action);
  }

  boolean isBusy() {
    return outcome == null && started != null && started.isBusy();
  }

  @Override
  public boolean isDone() {
    return outcome != null;
  }

  @Override
  public TaskOutcome outcome() {
    if (outcome == null) {
      throw new IllegalStateException("the task is not done");
    }
    return outcome;
  }

  @Override
  public void cancel() {
    end(new TaskOutcome.Cancelled());
  }

  @Override
  public boolean isOpen() {
    return token != null;
  }

  @Override
  public String token() {
    if (token == null) {
      throw new IllegalStateException("the task has no token");
    }
    return token;
  }

  @Override
  public boolean isStarted() {
    return isWithWorker;
  }

  @Override
  public @Nullable String workerName() {
    return workerName;
  }

  @Override
  public void startedBy(@Nullable String itsWorker) {
    turns.report(() -> {
      isWithWorker = true;
      workerName = itsWorker;
    });
  }

  @Override
  public void now(TaskOutcome answer) {
    turns.report(() -> end(answer));
  }

  @Override
  public void after(Duration delay, TaskOutcome answer) {
    turns.report(() -> clock.in(delay, () -> end(answer)));
  }

  @Override
  public void heartbeat() {
    turns.report(this::listenAnew);
  }

  private void listenAnew() {
    if (silence != null && alarms != null && work.heartbeat() != null && outcome == null) {
      clock.forget(silence);
      silence = alarms.set(work.heartbeat(), () -> end(new TaskOutcome.TimedOut(true)));
    }
  }

  private void end(TaskOutcome itsOutcome) {
    if (outcome != null) {
      return;
    }
    outcome = itsOutcome;
    if (timeout != null) {
      clock.forget(timeout);
    }
    if (silence != null) {
      clock.forget(silence);
    }
    if (started != null) {
      started.stop();
    }
  }
}
