package dev.stateway.api.states;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stateway.api.arn.StatesArn.Place;
import dev.stateway.translator.JsonText;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.sfn.SfnClient;

/** What policies decide on, for every action that AWS's own client knows. */
class OperationResourcesTest {
  private static final String PREFIX = "arn:aws:states:us-east-1:111111111111:";

  /** Those that IAM lists without a resource. */
  private static final Set<String> WITHOUT =
      Set.of(
          "ListActivities",
          "ListStateMachines",
          "SendTaskFailure",
          "SendTaskHeartbeat",
          "SendTaskSuccess",
          "TestState",
          "ValidateStateMachineDefinition");

  private final OperationResources resources =
      new OperationResources(new Place("aws", "us-east-1", "111111111111"));

  static Stream<String> operations() {
    return Stream.of(SfnClient.class.getMethods())
        .filter(method -> method.getReturnType().getSimpleName().endsWith("Response"))
        .map(method ->
            Character.toUpperCase(method.getName().charAt(0)) + method.getName().substring(1))
        .distinct();
  }

  @ParameterizedTest
  @MethodSource("operations")
  void everyActionIsDoneToSomething(String operation) {
    var request =
        JsonText.parse(
            """
            {"name": "n",
             "stateMachineArn": "PREFIXstateMachine:a", "stateMachineAliasArn": "PREFIXstateMachine:a:PROD",
             "stateMachineVersionArn": "PREFIXstateMachine:a:1", "executionArn": "PREFIXexecution:a:e",
             "mapRunArn": "PREFIXmapRun:a/label:id", "activityArn": "PREFIXactivity:n",
             "resourceArn": "PREFIXstateMachine:a",
             "routingConfiguration": [{"stateMachineVersionArn": "PREFIXstateMachine:a:1", "weight": 100}]}
            """
                .replace("PREFIX", PREFIX));
    var task = resources.task(operation, request);
    assertThat(task.action()).isEqualTo("states:" + operation);
    if (WITHOUT.contains(operation)) {
      assertThat(task.resource()).isEqualTo("*");
    } else {
      assertThat(task.resource()).startsWith(PREFIX);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "StartExecution, stateMachineArn, stateMachine:a:PROD, stateMachine:a, PROD",
    "StartExecution, stateMachineArn, stateMachine:a, stateMachine:a, ",
    "DescribeStateMachine, stateMachineArn, stateMachine:a:7, stateMachine:a, 7",
    "DeleteStateMachineVersion, stateMachineVersionArn, stateMachine:a:7, stateMachine:a, 7",
    "ListExecutions, mapRunArn, mapRun:a/l:id, mapRun:a/l:id, ",
    "StopExecution, executionArn, execution:a:b, execution:a:b, "
  })
  void aQualifierIsAConditionKey(
      String operation, String member, String arn, String resource, String qualifier) {
    var request = JsonText.MAPPER.createObjectNode().put(member, PREFIX + arn);
    var task = resources.task(operation, request);
    assertThat(task.resource()).isEqualTo(PREFIX + resource);
    assertThat(task.context().getOrDefault("states:StateMachineQualifier", List.of()))
        .isEqualTo(qualifier == null ? List.of() : List.of(qualifier));
  }

  @Test
  void whatIsWrittenDownNamesTheVersionOrAlias() {
    var start =
        JsonText.MAPPER.createObjectNode().put("stateMachineArn", PREFIX + "stateMachine:a:PROD");
    assertThat(resources.task("StartExecution", start).named())
        .isEqualTo(PREFIX + "stateMachine:a:PROD");
    var create =
        JsonText.parse(
            """
            {"name": "PROD", "routingConfiguration": [
              {"stateMachineVersionArn": "PREFIXstateMachine:a:1", "weight": 1},
              {"stateMachineVersionArn": "PREFIXstateMachine:a:2", "weight": 99}]}
            """
                .replace("PREFIX", PREFIX));
    var task = resources.task("CreateStateMachineAlias", create);
    assertThat(task.resource()).isEqualTo(PREFIX + "stateMachine:a");
    assertThat(task.named()).isEqualTo(PREFIX + "stateMachine:a:PROD");
    assertThat(task.context()).containsEntry("states:StateMachineQualifier", List.of("1", "2"));
  }

  @Test
  void whoPublishesWithAnotherActionMustBeAllowedTo() {
    var publish = JsonText.parse("{\"publish\": true}");
    assertThat(OperationResources.publishes("CreateStateMachine", publish)).isTrue();
    assertThat(OperationResources.publishes("UpdateStateMachine", publish)).isTrue();
    assertThat(OperationResources.publishes("StartExecution", publish)).isFalse();
    assertThat(OperationResources.publishes("UpdateStateMachine", JsonText.parse("{}"))).isFalse();
  }

  @Test
  void tagsOfTheRequestAreConditionKeys() {
    var request =
        JsonText.parse(
            "{\"name\": \"n\", \"tags\": [{\"key\": \"team\", \"value\": \"red\"}, {\"key\": \"x\","
                + " \"value\": \"\"}]}");
    var task = resources.task("CreateStateMachine", request);
    assertThat(task.resource()).isEqualTo(PREFIX + "stateMachine:n");
    assertThat(task.context())
        .containsEntry("aws:TagKeys", List.of("team", "x"))
        .containsEntry("aws:RequestTag/team", List.of("red"));
    var untag = JsonText.parse("{\"resourceArn\": \"x\", \"tagKeys\": [\"team\"]}");
    assertThat(resources.task("UntagResource", untag).context())
        .containsEntry("aws:TagKeys", List.of("team"));
  }
}
