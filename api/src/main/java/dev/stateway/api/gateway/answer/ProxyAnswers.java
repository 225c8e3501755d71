package dev.stateway.api.gateway.answer;

import dev.stateway.api.error.AwsError;
import dev.stateway.api.execution.ExecutionDescription;
import dev.stateway.api.execution.StartedExecution;
import dev.stateway.api.gateway.mapping.GatewayResponse;
import dev.stateway.workflows.execution.ExecutionStatus;
import java.time.Instant;
import java.util.Objects;

/**
 * The output of an execution that succeeded says status, headers and body, in the form that Lambda
 * functions answer API Gateway in; all else is answered as results are.
 */
final class ProxyAnswers implements Answers {
  private final ResultAnswers others;

  ProxyAnswers(ResultAnswers others) {
    this.others = others;
  }

  @Override
  public GatewayResponse started(StartedExecution execution) {
    return others.started(execution);
  }

  @Override
  public GatewayResponse awaited(ExecutionDescription execution) {
    if (execution.status() != ExecutionStatus.SUCCEEDED) {
      return others.awaited(execution);
    }
    return ProxyResult.inferred(Objects.requireNonNullElse(execution.outputText(), "{}"))
        .orElseGet(() -> GatewayResponse.message(502, "The output is no answer: see statusCode"));
  }

  @Override
  public GatewayResponse described(ExecutionDescription execution) {
    return others.described(execution);
  }

  @Override
  public GatewayResponse stopped(String executionArn, Instant stopDate) {
    return others.stopped(executionArn, stopDate);
  }

  @Override
  public GatewayResponse refused(AwsError error) {
    return others.refused(error);
  }
}
