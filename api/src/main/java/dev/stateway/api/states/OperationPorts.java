package dev.stateway.api.states;

import dev.stateway.api.arn.StatesArn;
import dev.stateway.api.arn.StatesArn.Place;
import dev.stateway.api.execution.ActivityWork;
import dev.stateway.api.execution.Executions;
import dev.stateway.api.execution.MapRuns;
import dev.stateway.api.execution.TaskAnswers;
import dev.stateway.api.registry.ActivityRegistry;
import dev.stateway.api.registry.ResourceTags;
import dev.stateway.api.registry.StateMachineRegistry;
import dev.stateway.api.teststate.StateTests;

/**
 * What operations work on.
 *
 * @param registry state machines
 * @param activities activities
 * @param activityWork what waits for the workers of activities
 * @param executions their executions
 * @param mapRuns the Map Runs of executions
 * @param answers the tasks that wait for an answer
 * @param stateTests tests of single states
 * @param pageTokens the tokens of lists
 * @param place where this server's resources live
 */
record OperationPorts(
    StateMachineRegistry registry,
    ActivityRegistry activities,
    ActivityWork activityWork,
    Executions executions,
    MapRuns mapRuns,
    TaskAnswers answers,
    StateTests stateTests,
    PageTokens pageTokens,
    Place place) {
  /** The tags of resources of the kind of this one. */
  ResourceTags tags(StatesArn arn) {
    return arn instanceof StatesArn.Activity ? activities.tags() : registry.tags();
  }
}
