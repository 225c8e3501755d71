package dev.stateway.api.gateway;

import org.jspecify.annotations.Nullable;

/**
 * What a route calls, with its parameters still to be evaluated for each request.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-aws-services-reference.html">Integration
 *     subtypes</a>
 */
sealed interface Integration {
  /** {@code StepFunctions-StartExecution}. */
  record StartExecution(
      ParameterMapping stateMachineArn,
      @Nullable ParameterMapping name,
      @Nullable ParameterMapping input)
      implements Integration {}

  /** {@code StepFunctions-StartSyncExecution}. */
  record StartSyncExecution(
      ParameterMapping stateMachineArn,
      @Nullable ParameterMapping name,
      @Nullable ParameterMapping input)
      implements Integration {}

  /** {@code StepFunctions-StopExecution}. */
  record StopExecution(
      ParameterMapping executionArn,
      @Nullable ParameterMapping error,
      @Nullable ParameterMapping cause)
      implements Integration {}

  /**
   * {@code StepFunctions-DescribeExecution}: Stateway's own, API Gateway has none to read an
   * execution with.
   */
  record DescribeExecution(ParameterMapping executionArn) implements Integration {}

  /** Whether the execution's input is the request's body as it is. */
  default boolean takesBodyAsInput() {
    return switch (this) {
      case StartExecution(_, _, var input) -> input != null && input.isWholeBody();
      case StartSyncExecution(_, _, var input) -> input != null && input.isWholeBody();
      case StopExecution _, DescribeExecution _ -> false;
    };
  }
}
