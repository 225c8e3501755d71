package dev.stateway.workflows.inprocess;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets the threads of one execution take turns, always in the order in which they were started.
 *
 * <p>The thread whose turn it is holds the lock; what others report from outside waits until it
 * gives its turn away.
 */
final class Turns {
  private final ReentrantLock lock = new ReentrantLock();
  private final List<Seat> seats = new ArrayList<>();
  private final Idle idle;
  private final Condition isEmpty = lock.newCondition();
  private @Nullable Seat current;
  private @Nullable RuntimeException defect;
  private boolean isOver;

  /** What is done when no thread can go on: makes time jump, and says whether that helped. */
  interface Idle {
    boolean advance();
  }

  Turns(Idle idle) {
    this.idle = idle;
  }

  /** Runs the execution's first thread on this one; its end is that of all others. */
  void runFirst(Runnable body) {
    lock.lock();
    try {
      isOver = false;
      var seat = sit(() -> true);
      current = seat;
      try {
        body.run();
      } finally {
        isOver = true;
        leave(seat);
        while (!seats.isEmpty()) {
          isEmpty.awaitUninterruptibly();
        }
      }
    } finally {
      lock.unlock();
    }
  }

  /** Starts another thread; it gets a turn when this one waits. */
  void fork(Runnable body) {
    var seat = sit(() -> true);
    Thread.ofVirtual().name("branch").start(() -> runFork(seat, body));
  }

  /** Gives the turn away until the condition holds. */
  void await(BooleanSupplier condition) {
    var seat = currentSeat();
    seat.condition = condition;
    passOn(seat);
    takeSeat(seat);
  }

  /** Changes something from outside, and wakes who waited for it. */
  void report(Runnable change) {
    lock.lock();
    try {
      change.run();
      if (current == null) {
        passOn(null);
      }
    } finally {
      lock.unlock();
    }
  }

  private void runFork(Seat seat, Runnable body) {
    lock.lock();
    try {
      takeSeat(seat);
      body.run();
    } catch (Over _) {
      // Nobody waits for it any more.
    } catch (RuntimeException | Error unexpected) {
      defect = new IllegalStateException("a branch ended unexpectedly", unexpected);
    } finally {
      leave(seat);
      lock.unlock();
    }
  }

  private Seat sit(BooleanSupplier condition) {
    var seat = new Seat(lock.newCondition(), condition);
    seats.add(seat);
    return seat;
  }

  private void leave(Seat seat) {
    var next = seats.indexOf(seat);
    seats.remove(seat);
    if (seats.isEmpty()) {
      isEmpty.signal();
    }
    passOn(seats.isEmpty() ? null : seats.get(Math.floorMod(next - 1, seats.size())));
  }

  private void takeSeat(Seat seat) {
    while (current != seat) {
      seat.wakeUp.awaitUninterruptibly();
    }
    if (isOver) {
      throw new Over();
    }
    if (defect != null) {
      throw defect;
    }
  }

  /** The next thread after this one that can go on has the turn. */
  private void passOn(@Nullable Seat after) {
    do {
      current = nextReady(after);
    } while (current == null && !seats.isEmpty() && idle.advance());
    if (current != null) {
      current.wakeUp.signal();
    }
  }

  private @Nullable Seat nextReady(@Nullable Seat after) {
    var first = after == null ? 0 : seats.indexOf(after) + 1;
    for (var i = 0; i < seats.size(); i++) {
      var seat = seats.get((first + i) % seats.size());
      if (isOver || defect != null || seat.condition.getAsBoolean()) {
        return seat;
      }
    }
    return null;
  }

  private Seat currentSeat() {
    if (current == null || !lock.isHeldByCurrentThread()) {
      throw new IllegalStateException("not a thread of the execution");
    }
    return current;
  }

  /** Unwinds a thread of an execution whose first thread has ended; not for anybody to catch. */
  private static final class Over extends Error {
    private static final long serialVersionUID = 1L;

    private Over() {
      super("the run is over", null, false, false);
    }
  }

  private static final class Seat {
    private final Condition wakeUp;
    private BooleanSupplier condition;

    private Seat(Condition wakeUp, BooleanSupplier condition) {
      this.wakeUp = wakeUp;
      this.condition = condition;
    }
  }
}
