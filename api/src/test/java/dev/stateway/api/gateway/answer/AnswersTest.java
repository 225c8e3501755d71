package dev.stateway.api.gateway.answer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stateway.api.error.AwsError;
import dev.stateway.api.execution.ExecutionDescription;
import dev.stateway.api.execution.StartedExecution;
import dev.stateway.api.execution.StartedFrom;
import dev.stateway.api.gateway.mapping.GatewayResponse;
import dev.stateway.api.gateway.mapping.ResponseMapping;
import dev.stateway.api.gateway.route.ErrorTable;
import dev.stateway.api.gateway.route.LocationTemplate;
import dev.stateway.api.gateway.route.Route;
import dev.stateway.translator.JsonText;
import dev.stateway.workflows.execution.ExecutionStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AnswersTest {
  private static final String ARN = "arn:aws:states:us-east-1:000000000000:execution:orders:e1";
  private static final Instant START = Instant.parse("2026-01-02T03:04:05.600Z");

  private static Answers answers(Route.ResponseMode mode, boolean exposeCause) {
    return Answers.of(
        new Route.Responses(
            mode,
            new ErrorTable(Map.of("Order.*", 422)),
            new LocationTemplate("/orders/{name}"),
            exposeCause,
            Duration.ofSeconds(1),
            ResponseMapping.NONE));
  }

  private static final Answers RESULT = answers(Route.ResponseMode.RESULT, false);
  private static final Answers AWS = answers(Route.ResponseMode.AWS, false);

  private static ExecutionDescription execution(
      ExecutionStatus status,
      @Nullable String output,
      @Nullable String error,
      @Nullable String cause) {
    return new ExecutionDescription(
        ARN,
        "arn:aws:states:us-east-1:000000000000:stateMachine:orders",
        "e1",
        status,
        START,
        status == ExecutionStatus.RUNNING ? null : START.plusMillis(1234),
        "{\"id\": 1}",
        output,
        error,
        cause,
        0,
        null,
        StartedFrom.STATE_MACHINE,
        false);
  }

  private static void check(GatewayResponse answer, int status, String body) {
    assertThat(answer.status()).isEqualTo(status);
    assertThat(JsonText.parse(answer.text().orElseThrow())).isEqualTo(JsonText.parse(body));
  }

  @Test
  void aStartIsAcceptedWithItsLocation() {
    var answer = RESULT.started(new StartedExecution(ARN, START));
    check(
        answer,
        202,
        "{\"executionArn\": \"%s\", \"startDate\": \"2026-01-02T03:04:05.600Z\"}".formatted(ARN));
    assertThat(answer.headers()).containsEntry("location", List.of("/orders/e1"));
    check(
        AWS.started(new StartedExecution(ARN, START)),
        200,
        "{\"executionArn\": \"%s\", \"startDate\": 1767323045.600}".formatted(ARN));
  }

  @Test
  void aSuccessIsItsOutput() {
    var answer =
        RESULT.awaited(execution(ExecutionStatus.SUCCEEDED, "{\"total\": 2.50}", null, null));
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.text()).contains("{\"total\": 2.50}");
  }

  @Test
  void whatStillRunsIsAccepted() {
    var answer = RESULT.awaited(execution(ExecutionStatus.RUNNING, null, null, null));
    assertThat(answer.status()).isEqualTo(202);
    assertThat(answer.headers()).containsEntry("location", List.of("/orders/e1"));
    check(
        AWS.awaited(execution(ExecutionStatus.RUNNING, null, null, null)),
        503,
        "{\"message\": \"Service Unavailable\"}");
  }

  @Test
  void aFailureNamesItsErrorAndItsCauseOnlyWhenAsked() {
    var failed = execution(ExecutionStatus.FAILED, null, "Order.Closed", "by ada");
    check(
        RESULT.awaited(failed),
        422,
        "{\"message\": \"The execution failed: Order.Closed\", \"error\": \"Order.Closed\", \"executionArn\": \"%s\"}"
            .formatted(ARN));
    assertThat(
            JsonText.parse(
                    answers(Route.ResponseMode.RESULT, true).awaited(failed).text().orElseThrow())
                .path("cause")
                .asString(""))
        .isEqualTo("by ada");
  }

  @Test
  void timeIsUpAndStopped() {
    assertThat(
            RESULT
                .awaited(execution(ExecutionStatus.TIMED_OUT, null, "States.Timeout", null))
                .status())
        .isEqualTo(504);
    assertThat(RESULT.awaited(execution(ExecutionStatus.ABORTED, null, null, null)).status())
        .isEqualTo(503);
  }

  @ParameterizedTest
  @CsvSource({
    "Order.Closed, 422",
    "HTTP.404, 404",
    "HTTP.299, 500",
    "HTTP.600, 500",
    "HTTP.5031, 500",
    "States.Timeout, 504",
    "States.HeartbeatTimeout, 504",
    "States.TaskFailed, 502",
    "States.Permissions, 502",
    "Lambda.ServiceException, 502",
    "Lambda.TooManyRequestsException, 503",
    "States.Runtime, 500",
    "'', 500"
  })
  void anErrorHasAStatus(String error, int status) {
    var answer = RESULT.awaited(execution(ExecutionStatus.FAILED, null, error, null));
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.headers().containsKey("retry-after")).isEqualTo(status == 503);
  }

  @Test
  void refusals() {
    check(
        RESULT.refused(AwsError.executionAlreadyExists(ARN)),
        409,
        "{\"message\": \"Execution Already Exists: '%s'\"}".formatted(ARN));
    assertThat(RESULT.refused(AwsError.executionDoesNotExist(ARN)).status()).isEqualTo(404);
    assertThat(RESULT.refused(AwsError.invalidExecutionInput("x")).status()).isEqualTo(400);
    assertThat(RESULT.refused(AwsError.invalidName("x")).status()).isEqualTo(400);
    check(
        RESULT.refused(AwsError.stateMachineDoesNotExist(ARN)),
        500,
        "{\"message\": \"Internal Server Error\"}");
    assertThat(RESULT.refused(AwsError.unavailable("away")).headers()).containsKey("retry-after");
    check(
        AWS.refused(AwsError.stateMachineDoesNotExist(ARN)),
        400,
        "{\"__type\": \"StateMachineDoesNotExist\", \"message\": \"State Machine Does Not Exist: '%s'\"}"
            .formatted(ARN));
  }

  @Test
  void awsAnswersWithItsDocumentWhateverHappened() {
    var failed = execution(ExecutionStatus.FAILED, null, "Order.Closed", "by ada");
    check(
        AWS.awaited(failed),
        200,
        """
        {"executionArn": "%s", "stateMachineArn": "arn:aws:states:us-east-1:000000000000:stateMachine:orders", "name": "e1", "status": "FAILED",
         "startDate": 1767323045.600, "stopDate": 1767323046.834, "input": "{\\"id\\": 1}", "inputDetails": {"included": true},
         "error": "Order.Closed", "cause": "by ada", "billingDetails": {"billedDurationInMilliseconds": 1300, "billedMemoryUsedInMB": 64}}\
        """
            .formatted(ARN));
  }

  @Test
  void aDescriptionHasTheOutputAsATree() {
    check(
        RESULT.described(execution(ExecutionStatus.SUCCEEDED, "[1]", null, null)),
        200,
        """
        {"executionArn": "%s", "name": "e1", "status": "SUCCEEDED", "startDate": "2026-01-02T03:04:05.600Z",
         "stopDate": "2026-01-02T03:04:06.834Z", "output": [1]}\
        """
            .formatted(ARN));
    check(
        RESULT.stopped(ARN, START),
        200,
        "{\"executionArn\": \"%s\", \"stopDate\": \"2026-01-02T03:04:05.600Z\"}".formatted(ARN));
    check(AWS.stopped(ARN, START), 200, "{\"stopDate\": 1767323045.600}");
  }
}
