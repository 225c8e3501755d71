package dev.stateway.activities.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stateway.activities.model.MockedResults.Mode;
import dev.stateway.activities.model.ServiceModel.Shape;
import dev.stateway.activities.sdk.SdkModules;
import dev.stateway.translator.JsonText;
import dev.stateway.translator.TranslationResult.Translated;
import dev.stateway.translator.Translator;
import dev.stateway.translator.model.Resource.ServiceIntegration;
import dev.stateway.translator.model.TaskState;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class MockedResultsTest {
  private final MockedResults results = new MockedResults();

  /** The rest of a Resource, read as the translator reads it. */
  private static ServiceIntegration resource(String rest) {
    var definition =
        "{\"Type\": \"Task\", \"Resource\": \"arn:aws:states:::%s\", \"End\": true}"
            .formatted(rest);
    if (Translator.translateState(definition, "T") instanceof Translated(var machine, _)
        && machine.flow().state("T") instanceof TaskState task
        && task.resource() instanceof ServiceIntegration service) {
      return service;
    }
    throw new IllegalArgumentException(rest);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "events:putEvents | {\"Entries\": {}} | Field 'Entries' must be an array",
        "events:putEvents | {\"Entries\": [{\"EventId\": [1]}]} | Field 'EventId' must be a string",
        "events:putEvents | {\"Entries\": [1]} | Field 'Entries' must be an object",
        "events:putEvents | {\"FailedEntryCount\": \"1\"} | Field 'FailedEntryCount' must be a"
            + " number",
        "states:startExecution | {\"ExecutionArn\": \"a\"} | Required field 'StartDate' is missing",
        "states:startExecution | {\"ExecutionArn\": \"\", \"StartDate\": \"t\"} | Field"
            + " 'ExecutionArn' is smaller than the minimum length",
        "states:startExecution.sync | {\"Status\": \"GONE\"} | Field 'Status' is not an expected"
            + " value",
        "states:startExecution.sync:2 | {\"Output\": {\"a\": 1}, \"Status\": \"GONE\"} | Field"
            + " 'Status' is not an expected value",
        "glue:startJobRun.sync | {\"Attempt\": \"1\"} | Field 'Attempt' must be a number",
        "batch:submitJob.sync | {\"IsCancelled\": 1} | Field 'IsCancelled' must be a boolean",
        "ecs:runTask.sync | {\"LastStatus\": 7} | Field 'LastStatus' must be a string",
        "lambda:invoke | {\"StatusCode\": \"200\"} | Field 'StatusCode' must be a number",
        "aws-sdk:dynamodb:getItem | {\"Item\": {\"k\": {\"S\": 1}}} | Field 'S' must be a string",
        "aws-sdk:lambda:getFunction | {\"Configuration\": {\"MemorySize\": 1}} | Field 'MemorySize'"
            + " is less than the minimum value",
        "aws-sdk:lambda:getFunction | {\"Configuration\": {\"MemorySize\": 999999}} | Field"
            + " 'MemorySize' exceeds the maximum value",
        "aws-sdk:sqs:sendMessage | {\"Md5OfMessageBody\": 1} | Field 'Md5OfMessageBody' must be a"
            + " string",
        "aws-sdk:sfn:describeExecution | {\"Name\":"
            + " \"012345678901234567890123456789012345678901234567890123456789012345678901234567890\"}"
            + " | Field 'Name' exceeds the maximum length"
      })
  void refusesWhatTheServiceDoesNotAnswer(String rest, String result, String why) {
    assertThatThrownBy(() -> results.check(resource(rest), JsonText.parse(result), Mode.STRICT))
        .isInstanceOf(MockMismatchException.class)
        .hasMessage("Mock result schema validation error: " + why);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "events:putEvents | {\"Random\": 1} | STRICT",
        "events:putEvents | {\"Entries\": null} | STRICT",
        "dynamodb:putItem | {\"SdkHttpMetadata\": {\"HttpStatusCode\": 200}} | STRICT",
        "lambda:invoke | {\"Payload\": {\"statusCode\": 200}} | STRICT",
        "states:startExecution | {} | PRESENT",
        "states:startExecution | {\"ExecutionArn\": 1} | NONE",
        "sqs:sendMessage.waitForTaskToken | {\"MessageId\": 1} | STRICT",
        "http:invoke | {\"StatusCode\": \"any\"} | STRICT",
        "codebuild:startBuild.sync | {\"Build\": 1} | STRICT",
        "aws-sdk:ec2:describeInstances | {\"Reservations\": 1} | STRICT"
      })
  void takesWhatItMayAnswer(String rest, String result, Mode mode) {
    assertThatCode(() -> results.check(resource(rest), JsonText.parse(result), mode))
        .doesNotThrowAnyException();
  }

  private static Stream<String> parts(Shape shape) {
    return Stream.concat(shape.members().values().stream(), Stream.ofNullable(shape.element()));
  }

  static Stream<String> packaged() {
    return new SdkModules(Optional.empty()).services().stream();
  }

  @ParameterizedTest
  @MethodSource("packaged")
  void knowsEveryPackagedService(String module) {
    assertThat(ServiceModel.of(module))
        .hasValueSatisfying(model -> {
          assertThat(model.operations()).isNotEmpty();
          var used = model.shapes().values().stream().flatMap(MockedResultsTest::parts).toList();
          assertThat(model.shapes().keySet()).containsAll(used);
          assertThat(model.shapes().keySet()).containsAll(model.operations().values());
        });
  }
}
