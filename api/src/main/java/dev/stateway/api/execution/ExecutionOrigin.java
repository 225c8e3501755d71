package dev.stateway.api.execution;

import dev.stateway.workflows.execution.ExecutionRequest.ExecutionIdentity;
import org.jspecify.annotations.Nullable;

/**
 * What an execution was started with.
 *
 * @param identity who it is
 * @param definition the state machine's ASL text at that time
 * @param revision the state machine at that time
 * @param mapRunArn the Map Run that has started it, if one has
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/apireference/API_DescribeStateMachineForExecution.html">DescribeStateMachineForExecution</a>
 */
public record ExecutionOrigin(
    ExecutionIdentity identity,
    String definition,
    StateMachineRevision revision,
    @Nullable String mapRunArn) {}
