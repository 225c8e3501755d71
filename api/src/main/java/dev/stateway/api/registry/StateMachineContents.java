package dev.stateway.api.registry;

/**
 * What of a state machine can change.
 *
 * @param definition its ASL text, as it was sent
 * @param roleArn the role of its executions
 * @param settings what it is told beside
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/apireference/API_UpdateStateMachine.html">UpdateStateMachine</a>
 */
public record StateMachineContents(
    String definition, String roleArn, StateMachineSettings settings) {}
