package dev.stateway.api.states;

import dev.stateway.api.arn.StatesArn.Place;
import dev.stateway.api.execution.Executions;
import dev.stateway.api.execution.MapRuns;
import dev.stateway.api.execution.TaskAnswers;
import dev.stateway.api.registry.StateMachineRegistry;

/**
 * What operations work on.
 *
 * @param registry state machines
 * @param executions their executions
 * @param mapRuns the Map Runs of executions
 * @param answers the tasks that wait for an answer
 * @param pageTokens the tokens of lists
 * @param place where this server's resources live
 */
record OperationPorts(
    StateMachineRegistry registry,
    Executions executions,
    MapRuns mapRuns,
    TaskAnswers answers,
    PageTokens pageTokens,
    Place place) {}
