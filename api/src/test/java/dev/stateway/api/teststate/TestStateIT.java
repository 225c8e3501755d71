package dev.stateway.api.teststate;

import static dev.stateway.api.testing.StatewayServer.ROLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stateway.api.testing.StatewayServer;
import dev.stateway.api.testing.WithStateway;
import dev.stateway.translator.JsonText;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.InspectionLevel;
import software.amazon.awssdk.services.sfn.model.MockResponseValidationMode;
import software.amazon.awssdk.services.sfn.model.SfnException;
import software.amazon.awssdk.services.sfn.model.TestExecutionStatus;
import software.amazon.awssdk.services.sfn.model.TestStateRequest;
import tools.jackson.databind.node.ObjectNode;

/** TestState as AWS's client for Java asks for it. */
@WithStateway
class TestStateIT {
  private static final String INNER =
      "{\"StartAt\": \"I\", \"States\": {\"I\": {\"Type\": \"Pass\", \"End\": true}}}";

  /** One of each type, by what it needs as a mock. */
  private static final Map<String, String> STATES = states();

  private final StatewayServer server;
  private final SfnClient sfn;

  TestStateIT(StatewayServer server) {
    this.server = server;
    this.sfn = server.client();
  }

  private static Map<String, String> states() {
    var states = new LinkedHashMap<String, String>();
    states.put("{'Type': 'Pass', 'Next': 'N'}", "");
    states.put(
        "{'Type': 'Choice', 'Choices': [{'Variable': '$.n', 'IsPresent': true, 'Next': 'N'}]}", "");
    states.put("{'Type': 'Wait', 'Seconds': 0, 'Next': 'N'}", "");
    states.put("{'Type': 'Succeed'}", "");
    states.put("{'Type': 'Fail', 'Error': 'E'}", "");
    states.put(
        "{'Type': 'Task', 'Resource': 'arn:aws:states:::sqs:sendMessage', 'Next': 'N'}", "{}");
    states.put("{'Type': 'Parallel', 'Branches': [" + INNER + "], 'Next': 'N'}", "[1]");
    states.put(
        "{'Type': 'Map', 'ItemsPath': '$.l', 'ItemProcessor': " + INNER + ", 'Next': 'N'}", "[1]");
    return states;
  }

  static Stream<Arguments> statesAndLevels() {
    return STATES.entrySet().stream()
        .flatMap(state ->
            Stream.of(InspectionLevel.INFO, InspectionLevel.DEBUG, InspectionLevel.TRACE)
                .map(level ->
                    Arguments.of(state.getKey().replace('\'', '"'), state.getValue(), level)));
  }

  @ParameterizedTest
  @MethodSource("statesAndLevels")
  void everyTypeIsShownAtEveryLevel(String definition, String mock, InspectionLevel level) {
    var request =
        TestStateRequest.builder()
            .definition(definition)
            .input("{\"n\": 1, \"l\": [7]}")
            .inspectionLevel(level);
    if (!mock.isEmpty()) {
      request.mock(m -> m.result(mock).fieldValidationMode(MockResponseValidationMode.PRESENT));
    }
    var answer = sfn.testState(request.build());

    var fails = definition.contains("Fail");
    assertThat(answer.status())
        .isEqualTo(fails ? TestExecutionStatus.FAILED : TestExecutionStatus.SUCCEEDED);
    assertThat(answer.error()).isEqualTo(fails ? "E" : null);
    assertThat(answer.output() == null).isEqualTo(fails);
    assertThat(answer.nextState()).isEqualTo(definition.contains("Next") ? "N" : null);
    if (level == InspectionLevel.INFO) {
      assertThat(answer.inspectionData()).isNull();
    } else {
      assertThat(answer.inspectionData().input()).isEqualTo("{\"n\": 1, \"l\": [7]}");
      assertThat(answer.inspectionData().maxConcurrency())
          .isEqualTo(definition.contains("Map") ? 0 : null);
      assertThat(answer.inspectionData().request()).isNull();
    }
  }

  @Test
  void whoHandlesAnErrorIsTold() {
    var answer =
        sfn.testState(r ->
            r.definition(
                    """
                    {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "End": true,
                     "Retry": [{"ErrorEquals": ["Busy"], "IntervalSeconds": 2}], "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "C"}]}
                    """)
                .inspectionLevel(InspectionLevel.DEBUG)
                .variables("{\"v\": 1}")
                .stateConfiguration(c -> c.retrierRetryCount(1))
                .mock(m -> m.errorOutput(e -> e.error("Busy").cause("too much"))));
    assertThat(answer.status()).isEqualTo(TestExecutionStatus.RETRIABLE);
    assertThat(answer.cause()).isEqualTo("too much");
    assertThat(answer.inspectionData().errorDetails().retryIndex()).isZero();
    assertThat(answer.inspectionData().errorDetails().retryBackoffIntervalSeconds()).isEqualTo(4);
    assertThat(answer.inspectionData().variables()).isEqualTo("{\"v\":1}");
  }

  @Test
  void theRetriesOfAGivenContextCount() {
    var answer =
        sfn.testState(r ->
            r.definition(
                    """
                    {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "End": true,
                     "Retry": [{"ErrorEquals": ["Busy"], "MaxAttempts": 2}], "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "C"}]}
                    """)
                .context("{\"State\": {\"RetryCount\": 2}}")
                .mock(m -> m.errorOutput(e -> e.error("Busy"))));
    assertThat(answer.status()).isEqualTo(TestExecutionStatus.CAUGHT_ERROR);
    assertThat(answer.nextState()).isEqualTo("C");
  }

  @Test
  void anExecutionIsReallyStartedByATask() {
    var machine =
        sfn.createStateMachine(r ->
                r.name("tested-child")
                    .roleArn(ROLE)
                    .definition(
                        "{\"StartAt\": \"P\", \"States\": {\"P\": {\"Type\": \"Pass\", \"End\":"
                            + " true}}}"))
            .stateMachineArn();
    var answer =
        sfn.testState(r ->
            r.definition(
                    """
                    {"Type": "Task", "Resource": "arn:aws:states:::states:startExecution", "ResultPath": "$.started", "End": true,
                     "Parameters": {"StateMachineArn": "%s", "Input": {"n.$": "$.n"}}}
                    """
                        .formatted(machine))
                .input("{\"n\": 1}")
                .roleArn(ROLE));
    assertThat(answer.status()).as(answer.cause()).isEqualTo(TestExecutionStatus.SUCCEEDED);
    var execution = JsonText.parse(answer.output()).at("/started/ExecutionArn").asString();
    assertThat(sfn.describeExecution(r -> r.executionArn(execution)).input())
        .isEqualTo("{\"n\":1}");
    sfn.deleteStateMachine(r -> r.stateMachineArn(machine));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'definition': ''} | ValidationException | 1 validation error detected: Value at"
            + " 'definition' failed to satisfy constraint: Member must have length greater than or"
            + " equal to 1",
        "{} | ValidationException | 1 validation error detected: Value null at 'definition' failed"
            + " to satisfy constraint: Member must not be null",
        "{'definition': 'PASS', 'inspectionLevel': 'ALL'} | ValidationException | 1 validation"
            + " error detected: Value 'ALL' at 'inspectionLevel' failed to satisfy constraint:"
            + " Member must satisfy enum value set: [INFO, DEBUG, TRACE]",
        "{'definition': 'PASS', 'roleArn': 'x'} | InvalidArn | Invalid Role Arn: 'x'",
        "{'definition': 'PASS', 'input': '{'} | InvalidExecutionInput | Invalid State Machine"
            + " Execution Input: 'Unexpected end-of-input",
        "{'definition': '{'} | InvalidDefinition | Invalid State Machine Definition:"
            + " 'INVALID_JSON_DESCRIPTION: ",
        "{'definition': '{}'} | InvalidDefinition | Invalid State Machine Definition:"
            + " 'SCHEMA_VALIDATION_FAILED: These fields are required: [Type] at /States/StateName'",
        "{'definition': 'PASS', 'variables': '[]'} | ValidationException | The variables are not a"
            + " JSON object",
        "{'definition': 'PASS', 'context': '{}'} | ValidationException | A context can be specified"
            + " only when a mock is specified",
        "{'definition': 'PASS', 'stateConfiguration': {'retrierRetryCount': 1}} |"
            + " ValidationException | The field 'stateConfiguration.retrierRetryCount' is not"
            + " supported for this state of type 'Pass'",
        "{'definition': 'PASS', 'stateConfiguration': {'retrierRetryCount': -1}} |"
            + " ValidationException | 1 validation error detected: Value '-1' at"
            + " 'stateConfiguration.retrierRetryCount' failed to satisfy constraint: Member must"
            + " have value greater than or equal to 0",
        "{'definition': 'PASS', 'stateConfiguration': {'mapIterationFailureCount': 1}} |"
            + " ValidationException | The field 'stateConfiguration.mapIterationFailureCount' is"
            + " not supported for this state of type 'Pass'",
        "{'definition': 'PASS', 'stateConfiguration': {'mapItemReaderData': '[]'}} |"
            + " ValidationException | The field 'stateConfiguration.mapItemReaderData' is not"
            + " supported for this state of type 'Pass'",
        "{'definition': 'PASS', 'stateConfiguration': {'errorCausedByState': 'X'}} |"
            + " ValidationException | The field 'stateConfiguration.errorCausedByState' is not"
            + " supported for this state of type 'Pass'",
        "{'definition': 'MAP', 'mock': {'result': '[]'}, 'stateConfiguration':"
            + " {'errorCausedByState': 'X'}} | ValidationException | State not found in definition",
        "{'definition': 'MAP', 'mock': {'result': '{'}} | ValidationException | Mocked result must"
            + " be valid JSON: Unexpected end-of-input",
        "{'definition': 'MAP', 'mock': {}} | ValidationException | A test mock should have one of"
            + " the following fields: [result, errorOutput].",
        "{'definition': 'MAP', 'mock': {'errorOutput': {'cause': 'c'}}} | ValidationException | 1"
            + " validation error detected: Value null at 'mock.errorOutput.error' failed to satisfy"
            + " constraint: Member must not be null",
        "{'definition': 'MAP', 'mock': {'result': '[]'}, 'context': '[]'} | ValidationException |"
            + " Invalid Context object provided: The Context object must be a JSON object",
        "{'definition': 'MAP', 'mock': {'result': '[]'}, 'context': '{^State^: {^RetryCount^:"
            + " ^1^}}'} | ValidationException | Invalid Context object provided: State.RetryCount"
            + " must be a number",
        "{'definition': 'SYNC', 'roleArn': 'arn:aws:iam::111111111111:role/x'} |"
            + " ValidationException | TestState API supports Activity tasks, and the .sync and"
            + " .waitForTaskToken service integration patterns, only when a mock is specified"
      })
  void whatDoesNotFitIsRefused(String request, String code, String text)
      throws IOException, InterruptedException {
    var body = (ObjectNode) JsonText.parse(request.replace('\'', '"').replace("^", "\\\""));
    definition(body);
    var answer = server.call("TestState", JsonText.write(body));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
    var error = JsonText.parse(answer.body());
    assertThat(error.path("__type").asString()).as(answer.body()).isEqualTo(code);
    assertThat(error.path("message").asString()).startsWith(text);
  }

  private static void definition(ObjectNode body) {
    var shared =
        Map.of(
            "PASS",
            "{\"Type\": \"Pass\", \"End\": true}",
            "MAP",
            "{\"Type\": \"Map\", \"End\": true, \"ItemProcessor\": " + INNER + "}",
            "SYNC",
            "{\"Type\": \"Task\", \"Resource\": \"arn:aws:states:::glue:startJobRun.sync\","
                + " \"End\": true}");
    var text = shared.get(body.path("definition").asString(""));
    if (text != null) {
      body.put("definition", text);
    }
  }

  @Test
  void whatNeverEndsIsBounded() {
    var endless =
        "{\"Type\": \"Pass\", \"QueryLanguage\": \"JSONata\", \"End\": true, \"Output\": \"{% ($f"
            + " := function($n) { $f($n + 1) }; $f(0)) %}\"}";
    var answer = sfn.testState(r -> r.definition(endless));
    assertThat(answer.status()).isEqualTo(TestExecutionStatus.FAILED);
    assertThat(answer.error()).isEqualTo("States.QueryEvaluationError");
  }

  @Test
  void whatIsTooLargeOrTooDeepIsRefused() {
    var pass = "{\"Type\": \"Pass\", \"End\": true}";
    for (var input :
        List.of("[".repeat(2_000) + "]".repeat(2_000), "\"" + "x".repeat(262_143) + "\"")) {
      assertThatThrownBy(() -> sfn.testState(r -> r.definition(pass).input(input)))
          .isInstanceOfSatisfying(
              SfnException.class, error -> assertThat(error.statusCode()).isEqualTo(400));
    }
  }
}
