package dev.stateway.workflows.maprun;

import dev.stateway.workflows.execution.ExecutionStatus;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a Map Run stands.
 *
 * @param mapRunArn who it is
 * @param executionArn the execution it belongs to
 * @param status RUNNING, SUCCEEDED, FAILED or ABORTED
 * @param startDate since when
 * @param stopDate until when, once it has ended
 * @param limits how much of it may run and fail
 * @param tally its executions and items
 * @param redriveCount how often it has been redriven
 * @param redriveDate when it was last redriven; absent if never
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/apireference/API_DescribeMapRun.html">DescribeMapRun</a>
 */
public record MapRunView(
    String mapRunArn,
    String executionArn,
    ExecutionStatus status,
    Instant startDate,
    @Nullable Instant stopDate,
    MapRunLimits limits,
    Tally tally,
    int redriveCount,
    @Nullable Instant redriveDate) {}
