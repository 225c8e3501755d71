package dev.stateway.api.execution;

import java.time.Instant;

/**
 * An execution that runs from now on.
 *
 * @param executionArn who it is
 * @param startDate since when
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartExecution.html">StartExecution</a>
 */
public record StartedExecution(String executionArn, Instant startDate) {}
