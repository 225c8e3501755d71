package dev.stateway.api.execution;

import org.jspecify.annotations.Nullable;

/**
 * What to start.
 *
 * @param stateMachineArn the state machine
 * @param name the execution's name; absent for a new one
 * @param inputText the input, JSON text
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartExecution.html">StartExecution</a>
 */
public record StartExecutionCommand(
    String stateMachineArn, @Nullable String name, String inputText) {}
