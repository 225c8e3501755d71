package dev.stateway.api.gateway.answer;

import dev.stateway.api.error.AwsError;
import dev.stateway.api.execution.ExecutionDescription;
import dev.stateway.api.execution.StartedExecution;
import dev.stateway.api.gateway.mapping.GatewayResponse;
import dev.stateway.api.gateway.route.Route;
import dev.stateway.api.http.JsonAnswer;
import dev.stateway.translator.JsonText;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Answers for plain HTTP clients: the output as the body, and statuses that say what happened. */
public final class ResultAnswers implements Answers {
  private static final int ACCEPTED = 202;

  private final Route.Responses responses;

  public ResultAnswers(Route.Responses responses) {
    this.responses = responses;
  }

  @Override
  public GatewayResponse started(StartedExecution execution) {
    return accepted(execution.executionArn(), execution.startDate());
  }

  private GatewayResponse accepted(String executionArn, Instant startDate) {
    var body = JsonText.MAPPER.createObjectNode();
    body.put("executionArn", executionArn);
    body.put("startDate", startDate.toString());
    return GatewayResponse.json(ACCEPTED, body)
        .with("location", responses.location().of(executionArn));
  }

  @Override
  public GatewayResponse awaited(ExecutionDescription execution) {
    return switch (execution.status()) {
      case RUNNING -> accepted(execution.executionArn(), execution.startDate());
      case SUCCEEDED ->
          GatewayResponse.json(200, Objects.requireNonNullElse(execution.outputText(), "{}"));
      case FAILED -> failed(execution);
      case TIMED_OUT -> failure(504, "The execution timed out", execution);
      case ABORTED -> failure(503, "The execution was stopped", execution);
    };
  }

  private GatewayResponse failed(ExecutionDescription execution) {
    var error = Objects.requireNonNullElse(execution.error(), "");
    var status = ErrorMapping.failed(error, responses.errors());
    var message = error.isEmpty() ? "The execution failed" : "The execution failed: " + error;
    var answer = failure(status, message, execution);
    return status == 503 || status == 429 ? answer.withRetryAfter() : answer;
  }

  private GatewayResponse failure(int status, String message, ExecutionDescription execution) {
    var body = JsonAnswer.messageBody(message);
    putError(body, execution.error(), execution.cause());
    body.put("executionArn", execution.executionArn());
    return GatewayResponse.json(status, body);
  }

  private void putError(ObjectNode body, @Nullable String error, @Nullable String cause) {
    if (error != null) {
      body.put("error", error);
    }
    if (cause != null && responses.exposeCause()) {
      body.put("cause", cause);
    }
  }

  @Override
  public GatewayResponse described(ExecutionDescription execution) {
    var body = JsonText.MAPPER.createObjectNode();
    body.put("executionArn", execution.executionArn());
    body.put("name", execution.name());
    body.put("status", execution.status().name());
    body.put("startDate", execution.startDate().toString());
    if (execution.stopDate() != null) {
      body.put("stopDate", execution.stopDate().toString());
    }
    if (execution.outputText() != null) {
      body.set("output", JsonText.parse(execution.outputText()));
    }
    putError(body, execution.error(), execution.cause());
    return GatewayResponse.json(200, body);
  }

  @Override
  public GatewayResponse stopped(String executionArn, Instant stopDate) {
    var body = JsonText.MAPPER.createObjectNode();
    body.put("executionArn", executionArn);
    body.put("stopDate", stopDate.toString());
    return GatewayResponse.json(200, body);
  }

  @Override
  public GatewayResponse refused(AwsError error) {
    var status = ErrorMapping.refused(error);
    var answer =
        GatewayResponse.message(status, status == 500 ? "Internal Server Error" : error.text());
    return status == 503 || status == 429 ? answer.withRetryAfter() : answer;
  }
}
