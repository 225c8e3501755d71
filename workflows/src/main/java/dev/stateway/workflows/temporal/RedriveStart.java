package dev.stateway.workflows.temporal;

import dev.stateway.workflows.execution.ExecutionRequest;
import java.time.Instant;

/**
 * How an execution of a Map Run is to be redriven.
 *
 * @param request what it goes on with
 * @param startDate when it was started for the first time
 * @param redriveCount how often it was redriven, with this time
 * @param historyFull whether it cannot: its history has no room for more events
 */
public record RedriveStart(
    ExecutionRequest request, Instant startDate, int redriveCount, boolean historyFull) {}
