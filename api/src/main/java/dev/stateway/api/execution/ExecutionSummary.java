package dev.stateway.api.execution;

import dev.stateway.workflows.execution.ExecutionStatus;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An execution in a list.
 *
 * @param executionArn who it is
 * @param stateMachineArn the state machine it is of
 * @param name its name
 * @param status how it stands
 * @param startDate since when
 * @param stopDate until when, once it has ended
 * @param redriveCount how often it has been redriven
 * @param redriveDate when it was last redriven; absent if never
 * @param from what it was started from
 * @param pendingRedrive whether its Map Run is about to run it again
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/apireference/API_ExecutionListItem.html">ExecutionListItem</a>
 */
public record ExecutionSummary(
    String executionArn,
    String stateMachineArn,
    String name,
    ExecutionStatus status,
    Instant startDate,
    @Nullable Instant stopDate,
    int redriveCount,
    @Nullable Instant redriveDate,
    StartedFrom from,
    boolean pendingRedrive) {}
