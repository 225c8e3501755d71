package dev.stateway.workflows.task;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
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
 * @param stateMachineRole the role of the state machine, which decides what it may; absent in
 *     executions of before there were such
 */
public record TaskRequest(
    String resource,
    String stateName,
    JsonNode arguments,
    @Nullable String taskToken,
    String idempotencyKey,
    String executionArn,
    @Nullable String roleArn,
    @Nullable JsonNode submitted,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String stateMachineRole) {
  private static final int TYPE_PART = 5;
  private static final int NAME_PART = 6;

  /** One of a state machine without a role. */
  public TaskRequest(
      String resource,
      String stateName,
      JsonNode arguments,
      @Nullable String taskToken,
      String idempotencyKey,
      String executionArn,
      @Nullable String roleArn,
      @Nullable JsonNode submitted) {
    this(
        resource,
        stateName,
        arguments,
        taskToken,
        idempotencyKey,
        executionArn,
        roleArn,
        submitted,
        null);
  }

  /** The state machine of the execution. */
  public String stateMachineArn() {
    var parts = executionArn.split(":", -1);
    if (parts.length <= NAME_PART) {
      return executionArn;
    }
    var place = String.join(":", List.of(parts).subList(0, TYPE_PART));
    // An execution that a Map Run has started is of NAME/LABEL.
    return place + ":stateMachine:" + parts[NAME_PART].split("/", 2)[0];
  }
}
