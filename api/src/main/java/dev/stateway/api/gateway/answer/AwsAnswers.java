package dev.stateway.api.gateway.answer;

import dev.stateway.api.error.AwsError;
import dev.stateway.api.execution.ExecutionDescription;
import dev.stateway.api.execution.StartedExecution;
import dev.stateway.api.gateway.mapping.GatewayResponse;
import dev.stateway.translator.JsonText;
import java.math.BigDecimal;
import java.time.Instant;
import tools.jackson.databind.node.ObjectNode;

/**
 * The documents of the Step Functions API, unchanged: 200 also for an execution that failed.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartSyncExecution.html">StartSyncExecution</a>
 */
public final class AwsAnswers implements Answers {
  private static final int BILLED_STEP_MILLIS = 100;
  private static final int BILLED_MEMORY = 64;

  @Override
  public GatewayResponse started(StartedExecution execution) {
    var body = JsonText.MAPPER.createObjectNode();
    body.put("executionArn", execution.executionArn());
    body.put("startDate", seconds(execution.startDate()));
    return GatewayResponse.json(200, body);
  }

  @Override
  public GatewayResponse awaited(ExecutionDescription execution) {
    if (!execution.isClosed()) {
      // What API Gateway answers when an integration takes too long; the execution goes on.
      return GatewayResponse.message(503, "Service Unavailable");
    }
    var body = document(execution);
    var stopDate = execution.stopDate();
    if (stopDate != null) {
      var millis = stopDate.toEpochMilli() - execution.startDate().toEpochMilli();
      var billing = body.putObject("billingDetails");
      billing.put(
          "billedDurationInMilliseconds",
          Math.ceilDiv(Math.max(millis, 1), BILLED_STEP_MILLIS) * BILLED_STEP_MILLIS);
      billing.put("billedMemoryUsedInMB", BILLED_MEMORY);
    }
    return GatewayResponse.json(200, body);
  }

  @Override
  public GatewayResponse described(ExecutionDescription execution) {
    return GatewayResponse.json(200, document(execution));
  }

  private static ObjectNode document(ExecutionDescription execution) {
    var body = JsonText.MAPPER.createObjectNode();
    body.put("executionArn", execution.executionArn());
    body.put("stateMachineArn", execution.stateMachineArn());
    body.put("name", execution.name());
    body.put("status", execution.status().name());
    body.put("startDate", seconds(execution.startDate()));
    var stopDate = execution.stopDate();
    if (stopDate != null) {
      body.put("stopDate", seconds(stopDate));
    }
    body.put("input", execution.inputText());
    body.putObject("inputDetails").put("included", true);
    if (execution.outputText() != null) {
      body.put("output", execution.outputText());
      body.putObject("outputDetails").put("included", true);
    }
    if (execution.error() != null) {
      body.put("error", execution.error());
    }
    if (execution.cause() != null) {
      body.put("cause", execution.cause());
    }
    return body;
  }

  @Override
  public GatewayResponse stopped(String executionArn, Instant stopDate) {
    return GatewayResponse.json(
        200, JsonText.MAPPER.createObjectNode().put("stopDate", seconds(stopDate)));
  }

  @Override
  public GatewayResponse refused(AwsError error) {
    var body = JsonText.MAPPER.createObjectNode();
    body.put("__type", error.code());
    body.put("message", error.text());
    return GatewayResponse.json(error.httpStatus(), body);
  }

  private static BigDecimal seconds(Instant instant) {
    return BigDecimal.valueOf(instant.toEpochMilli(), 3);
  }
}
