package dev.stateway.api.execution;

import dev.stateway.workflows.execution.ExecutionRequest.ExecutionIdentity;

/**
 * What an execution was started with.
 *
 * @param identity who it is
 * @param definition the state machine's ASL text at that time
 * @param revision the state machine at that time
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/apireference/API_DescribeStateMachineForExecution.html">DescribeStateMachineForExecution</a>
 */
public record ExecutionOrigin(
    ExecutionIdentity identity, String definition, StateMachineRevision revision) {}
