package dev.stateway.workflows.inprocess;

import dev.stateway.translator.expression.Entropy;
import dev.stateway.workflows.execution.ExecutionFailure;
import dev.stateway.workflows.execution.ExecutionStatus;
import dev.stateway.workflows.execution.RunLimits;
import dev.stateway.workflows.inprocess.ExecutionClock.Alarm;
import dev.stateway.workflows.items.ObjectStore;
import dev.stateway.workflows.maprun.MapRunIdentity;
import dev.stateway.workflows.maprun.MapRunRequest;
import dev.stateway.workflows.runtime.ExecutionRuntime;
import dev.stateway.workflows.runtime.TaskWork;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Runs an execution in this process. */
public final class InProcessRuntime implements ExecutionRuntime {
  private static final Duration SHORTEST_TIMER = Duration.ofMillis(1);

  private final InProcessTasks tasks;
  private final ExecutionClock clock;
  private final Turns turns = new Turns(this::jump);
  private final Entropy entropy;
  private final List<InProcessTask> running = new ArrayList<>();
  private final List<InProcessTimer> timers = new ArrayList<>();
  private final Map<String, InProcessMapRun> mapRuns = new HashMap<>();
  private Run run = new Run("run-0", Instant.EPOCH);
  private int runs;
  private final ObjectStore objects;
  private int inBackground;
  private String startedBy = "";

  private InProcessRuntime(
      InProcessTasks tasks, ExecutionClock clock, long seed, ObjectStore objects) {
    this.tasks = tasks;
    this.clock = clock;
    this.objects = objects;
    this.entropy = new SeededEntropy(seed, clock::now);
  }

  /** One whose time is the real one. */
  public static InProcessRuntime withRealClock(InProcessTasks tasks, long seed) {
    return withRealClock(tasks, seed, ObjectStore.NONE);
  }

  /** One whose time is the real one, with objects for distributed Maps. */
  public static InProcessRuntime withRealClock(
      InProcessTasks tasks, long seed, ObjectStore objects) {
    return new InProcessRuntime(tasks, ExecutionClock.real(), seed, objects);
  }

  /** One whose time jumps to the next timer when nobody works. */
  public static InProcessRuntime withVirtualClock(InProcessTasks tasks, Instant start, long seed) {
    return withVirtualClock(tasks, start, seed, ObjectStore.NONE);
  }

  /** One whose time jumps to the next timer when nobody works, with objects. */
  public static InProcessRuntime withVirtualClock(
      InProcessTasks tasks, Instant start, long seed, ObjectStore objects) {
    return new InProcessRuntime(tasks, ExecutionClock.virtual(start), seed, objects);
  }

  /** Runs an execution on this thread, to its end or to that of this run of it. */
  public <T> T run(Supplier<T> execution) {
    run = new Run("run-" + ++runs, clock.now());
    var results = new ArrayList<T>(1);
    try {
      turns.runFirst(() -> results.add(execution.get()));
    } finally {
      timers.forEach(InProcessTimer::cancel);
      timers.clear();
    }
    return results.getFirst();
  }

  /** Does something from outside in between two turns: a stop, a decision. */
  public void report(Runnable change) {
    turns.report(change);
  }

  /** Does something from outside when the execution's clock has gone on so far. */
  public void reportAfter(Duration delay, Runnable change) {
    turns.report(() -> alarm(delay, change));
  }

  @Override
  public Entropy entropy() {
    return entropy;
  }

  @Override
  public void await(BooleanSupplier condition) {
    turns.await(condition);
  }

  @Override
  public Timer timer(Duration delay, String stateName) {
    var timer = new InProcessTimer();
    timer.alarm = alarm(delay, () -> timer.done = true);
    timers.removeIf(InProcessTimer::isDone);
    timers.add(timer);
    return timer;
  }

  @Override
  public PendingTask start(TaskWork work) {
    return begin(work, null);
  }

  @Override
  public PendingToken openToken(TaskWork work) {
    return begin(work, tasks.newToken(work));
  }

  @Override
  public PendingActivity startActivity(TaskWork work) {
    return begin(work, null);
  }

  @Override
  public PendingMapRun startMapRun(MapRunRequest request) {
    return begin(request.identity(), new InProcessMapRun(this, request));
  }

  @Override
  public PendingMapRun redriveMapRun(MapRunIdentity identity, int redriveCount) {
    var ended = Objects.requireNonNull(mapRuns.get(identity.mapRunArn()), identity.mapRunArn());
    await(ended::isDone);
    return begin(identity, ended.redriven(redriveCount));
  }

  private InProcessMapRun begin(MapRunIdentity identity, InProcessMapRun run) {
    mapRuns.put(identity.mapRunArn(), run);
    run.begin();
    return run;
  }

  /** Where objects are. */
  ObjectStore objects() {
    return objects;
  }

  /** Does work that blocks beside the execution's threads, and waits for it. */
  <T> T background(Supplier<T> work) {
    var task = new FutureTask<>(work::get);
    inBackground++;
    Thread.ofVirtual()
        .name("background")
        .start(() -> {
          task.run();
          turns.report(() -> inBackground--);
        });
    await(task::isDone);
    try {
      return task.get();
    } catch (ExecutionException failed) {
      throw failed.getCause() instanceof RuntimeException cause
          ? cause
          : new IllegalStateException(failed.getCause());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted after the work was done", interrupted);
    }
  }

  @Override
  public Branching fork(Runnable body) {
    var done = new boolean[1];
    turns.fork(() -> {
      body.run();
      done[0] = true;
    });
    return () -> done[0];
  }

  @Override
  public void pause() {
    turns.await(() -> true);
  }

  @Override
  public Run run() {
    return run;
  }

  @Override
  public String startedBy() {
    return startedBy;
  }

  /** Says who has started the execution, by ARN. */
  public void startedBy(String arn) {
    startedBy = arn;
  }

  /** Nothing is kept here but what the execution itself holds. */
  @Override
  public double fill(RunLimits limits) {
    return 0;
  }

  @Override
  public void showState(String stateName) {
    // Nobody watches.
  }

  @Override
  public void showApprovals(List<String> approvalIds, int asked) {
    // Nobody watches.
  }

  @Override
  public void showEnd(ExecutionStatus status, @Nullable ExecutionFailure failure) {
    // Whoever runs it gets the outcome.
  }

  private InProcessTask begin(TaskWork work, @Nullable String token) {
    var task = new InProcessTask(turns, clock, work, token);
    running.removeIf(InProcessTask::isDone);
    running.add(task);
    task.begin(tasks, this::alarm);
    return task;
  }

  private Alarm alarm(Duration delay, Runnable action) {
    var alarm = clock.in(delay.compareTo(SHORTEST_TIMER) < 0 ? SHORTEST_TIMER : delay, action);
    if (!clock.isVirtual()) {
      alarm.rungBy(Thread.ofVirtual().name("alarm").start(() -> ringLater(alarm, delay)));
    }
    return alarm;
  }

  private void ringLater(Alarm alarm, Duration delay) {
    try {
      Thread.sleep(delay);
    } catch (InterruptedException _) {
      return;
    }
    turns.report(() -> {
      if (clock.isSet(alarm)) {
        clock.forget(alarm);
        alarm.ring();
      }
    });
  }

  private boolean jump() {
    return clock.isVirtual()
        && inBackground == 0
        && running.stream().noneMatch(InProcessTask::isBusy)
        && clock.jump();
  }

  private final class InProcessTimer implements Timer {
    private @Nullable Alarm alarm;
    private boolean done;

    @Override
    public boolean isDone() {
      return done;
    }

    @Override
    public void cancel() {
      if (alarm != null) {
        clock.forget(alarm);
      }
    }
  }
}
