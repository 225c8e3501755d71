package dev.stateway.workflows.execution;

import java.time.Duration;

/**
 * How much one run of an execution may hold before it goes on in another one. All but the last are
 * where it begins to look for a good moment; it must go on at six times as much.
 *
 * @param temporalEvents events of the workflow's own history: Temporal ends a run at 51,200
 * @param temporalBytes bytes of it: Temporal ends a run at 50 MB
 * @param recordedEvents AWS's events of the run, kept in the worker's memory
 * @param recordedBytes their inputs and outputs, roughly
 * @param drain how long lines that could go on wait for those that could not, at the first try
 * @see <a href="https://docs.temporal.io/workflow-execution/limits">Temporal's limits</a>
 */
public record RunLimits(
    long temporalEvents,
    long temporalBytes,
    long recordedEvents,
    long recordedBytes,
    Duration drain) {
  /** Well below what Temporal allows, even at six times. */
  public static final RunLimits DEFAULT =
      new RunLimits(4_000, 4L << 20, 50_000, 32L << 20, Duration.ofSeconds(10));

  /** Nothing may be kept of it: for tests, as many runs as there can be. */
  public static RunLimits recordedEvents(long events, Duration drain) {
    return new RunLimits(
        DEFAULT.temporalEvents, DEFAULT.temporalBytes, events, DEFAULT.recordedBytes, drain);
  }
}
