package dev.stateway.workflows.inprocess;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * The time of an execution: the real one, or one that jumps to the next event when everybody waits.
 */
final class ExecutionClock {
  private final boolean virtual;
  private final PriorityQueue<Alarm> alarms =
      new PriorityQueue<>(
          Comparator.comparing((Alarm alarm) -> alarm.at).thenComparingLong(alarm -> alarm.number));
  private Instant virtualNow;
  private long numbers;

  private ExecutionClock(boolean virtual, Instant start) {
    this.virtual = virtual;
    this.virtualNow = start;
  }

  static ExecutionClock real() {
    return new ExecutionClock(false, Instant.EPOCH);
  }

  static ExecutionClock virtual(Instant start) {
    return new ExecutionClock(true, start);
  }

  boolean isVirtual() {
    return virtual;
  }

  Instant now() {
    return virtual ? virtualNow : Instant.now();
  }

  /** Has the action done when so much time has gone by. */
  Alarm in(Duration delay, Runnable action) {
    var alarm = new Alarm(now().plus(delay), numbers++, action);
    alarms.add(alarm);
    return alarm;
  }

  void forget(Alarm alarm) {
    alarms.remove(alarm);
    if (alarm.ringer != null) {
      alarm.ringer.interrupt();
    }
  }

  boolean isSet(Alarm alarm) {
    return alarms.contains(alarm);
  }

  /** Jumps to the next alarm and does what it asks for; says whether there was one. */
  boolean jump() {
    var next = alarms.poll();
    if (next == null) {
      return false;
    }
    if (next.at.isAfter(virtualNow)) {
      virtualNow = next.at;
    }
    next.action.run();
    while (!alarms.isEmpty() && !alarms.peek().at.isAfter(virtualNow)) {
      alarms.remove().action.run();
    }
    return true;
  }

  /** Something to be done at a time. */
  static final class Alarm {
    private final Instant at;
    private final long number;
    private final Runnable action;
    private @Nullable Thread ringer;

    private Alarm(Instant at, long number, Runnable action) {
      this.at = at;
      this.number = number;
      this.action = action;
    }

    /** With the real time: the thread that sleeps until then. */
    void rungBy(Thread sleeping) {
      ringer = sleeping;
    }

    void ring() {
      action.run();
    }
  }
}
