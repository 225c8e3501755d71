package dev.stateway.api.registry;

import tools.jackson.databind.JsonNode;

/**
 * What a state machine is told beside its definition: stored and shown again.
 *
 * @param logging {@code loggingConfiguration}
 * @param tracing {@code tracingConfiguration}
 * @param encryption {@code encryptionConfiguration}
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/apireference/API_CreateStateMachine.html">CreateStateMachine</a>
 */
public record StateMachineSettings(JsonNode logging, JsonNode tracing, JsonNode encryption) {}
