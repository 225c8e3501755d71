package dev.stateway.workflows.task;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One attempt of a Task state, as its activity gets it.
 *
 * @param resource the ARN of the definition's {@code Resource}
 * @param stateName the state
 * @param arguments what the service is called with ({@code Parameters} or {@code Arguments},
 *     evaluated)
 * @param taskToken the token in {@code arguments}, for {@code .waitForTaskToken}
 * @param idempotencyKey the same for every try of this attempt: what a service's client token is
 *     made of
 * @param executionArn the execution it belongs to
 * @param roleArn the role of {@code Credentials}
 * @param submitted for {@code .sync}: what the call answered, once it has
 */
public record TaskRequest(
    String resource,
    String stateName,
    JsonNode arguments,
    @Nullable String taskToken,
    String idempotencyKey,
    String executionArn,
    @Nullable String roleArn,
    @Nullable JsonNode submitted) {}
