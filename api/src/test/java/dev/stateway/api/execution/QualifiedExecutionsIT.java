package dev.stateway.api.execution;

import static dev.stateway.api.testing.StatewayServer.ROLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stateway.api.testing.StatewayServer;
import dev.stateway.api.testing.WithStateway;
import dev.stateway.translator.JsonText;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sfn.model.ExecutionListItem;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;
import software.amazon.awssdk.services.sfn.model.RoutingConfigurationListItem;
import software.amazon.awssdk.services.sfn.model.StateMachineDoesNotExistException;
import software.amazon.awssdk.services.sfn.model.StateMachineType;
import software.amazon.awssdk.services.sfn.model.StateMachineTypeNotSupportedException;

/** Executions of versions and aliases of state machines. */
@WithStateway
class QualifiedExecutionsIT extends ExecutionTests {
  QualifiedExecutionsIT(StatewayServer server) {
    super(server);
  }

  /** A state machine with a version of each definition; the last is the latest as well. */
  private String versioned(StateMachineType type, String... definitions) {
    var arn = machine(definitions[0], type);
    for (var definition : definitions) {
      sfn.updateStateMachine(r -> r.stateMachineArn(arn).definition(definition).publish(true));
    }
    return arn;
  }

  private String versioned(String... definitions) {
    return versioned(StateMachineType.STANDARD, definitions);
  }

  private String alias(String arn, String name, int version) {
    var route =
        RoutingConfigurationListItem.builder()
            .stateMachineVersionArn(arn + ":" + version)
            .weight(100)
            .build();
    return sfn.createStateMachineAlias(r -> r.name(name).routingConfiguration(route))
        .stateMachineAliasArn();
  }

  @Test
  void runTheVersionThatTheyWereStartedWith() {
    var arn = versioned(PASS, FAIL);
    var alias = alias(arn, "PROD", 1);

    var latest = ended(start(arn));
    var version = ended(start(arn + ":1"));
    var aliased = ended(start(alias));

    assertThat(latest.status()).isEqualTo(ExecutionStatus.FAILED);
    assertThat(latest.stateMachineVersionArn()).isNull();
    assertThat(latest.stateMachineAliasArn()).isNull();
    assertThat(version.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    assertThat(version.stateMachineArn()).isEqualTo(arn);
    assertThat(version.stateMachineVersionArn()).isEqualTo(arn + ":1");
    assertThat(version.stateMachineAliasArn()).isNull();
    assertThat(version.executionArn())
        .startsWith(arn.replace(":stateMachine:", ":execution:") + ":");
    assertThat(aliased.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    assertThat(aliased.stateMachineArn()).isEqualTo(arn);
    assertThat(aliased.stateMachineVersionArn()).isEqualTo(arn + ":1");
    assertThat(aliased.stateMachineAliasArn()).isEqualTo(alias);
  }

  @Test
  void areListedByVersionAndByAlias() {
    var arn = versioned(PASS, PASS.replace("Only", "Other"));
    var alias = alias(arn, "PROD", 2);
    var ofMachine = start(arn);
    var ofVersion = start(arn + ":2");
    var ofAlias = start(alias);
    List.of(ofMachine, ofVersion, ofAlias).forEach(this::ended);

    assertThat(awaitListed(arn, 3)).hasSize(3);
    assertThat(awaitListed(arn + ":1", 0)).isEmpty();
    assertThat(awaitListed(arn + ":2", 2))
        .extracting(ExecutionListItem::executionArn)
        .containsExactlyInAnyOrder(ofVersion, ofAlias);
    assertThat(awaitListed(alias, 1))
        .singleElement()
        .satisfies(item -> {
          assertThat(item.executionArn()).isEqualTo(ofAlias);
          assertThat(item.stateMachineArn()).isEqualTo(arn);
          assertThat(item.stateMachineVersionArn()).isEqualTo(arn + ":2");
          assertThat(item.stateMachineAliasArn()).isEqualTo(alias);
        });
    for (var none : List.of(arn + ":3", arn + ":TEST")) {
      assertThatThrownBy(() -> sfn.listExecutions(r -> r.stateMachineArn(none)))
          .isInstanceOf(StateMachineDoesNotExistException.class);
    }
    var express = versioned(StateMachineType.EXPRESS, PASS);
    assertThatThrownBy(() -> sfn.listExecutions(r -> r.stateMachineArn(express + ":1")))
        .isInstanceOf(StateMachineTypeNotSupportedException.class);
  }

  private List<ExecutionListItem> awaitListed(String arn, int count) {
    // Lists follow what happened after a moment, as AWS's do.
    var deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    List<ExecutionListItem> found;
    do {
      found = sfn.listExecutions(r -> r.stateMachineArn(arn)).executions();
    } while (found.size() != count && System.nanoTime() < deadline);
    return found;
  }

  @Test
  void keepTheirDefinitionWhenTheVersionGoes() {
    var arn = versioned(WAIT, PASS);
    var alias = alias(arn, "PROD", 1);
    var execution = start(alias);
    sfn.deleteStateMachineAlias(r -> r.stateMachineAliasArn(alias));
    sfn.deleteStateMachineVersion(r -> r.stateMachineVersionArn(arn + ":1"));

    var description = sfn.describeExecution(r -> r.executionArn(execution));
    var origin = sfn.describeStateMachineForExecution(r -> r.executionArn(execution));

    assertThat(description.status()).isEqualTo(ExecutionStatus.RUNNING);
    assertThat(description.stateMachineVersionArn()).isEqualTo(arn + ":1");
    assertThat(description.stateMachineAliasArn()).isEqualTo(alias);
    assertThat(origin.definition()).isEqualTo(WAIT);
    assertThat(origin.stateMachineArn()).isEqualTo(arn);
    for (var gone : List.of(alias, arn + ":1")) {
      assertThatThrownBy(() -> start(gone))
          .isInstanceOf(StateMachineDoesNotExistException.class)
          .hasMessageContaining("State Machine Does Not Exist: '" + gone + "'");
    }
    sfn.stopExecution(r -> r.executionArn(execution));
  }

  @Test
  void areRedrivenAsWhatTheyWereStartedFrom() {
    var arn = versioned(FAIL, PASS);
    var alias = alias(arn, "PROD", 1);
    var execution = start(alias);
    ended(execution);

    sfn.redriveExecution(r -> r.executionArn(execution));

    var description = ended(execution);
    assertThat(description.status()).isEqualTo(ExecutionStatus.FAILED);
    assertThat(description.redriveCount()).isOne();
    assertThat(description.stateMachineVersionArn()).isEqualTo(arn + ":1");
    assertThat(description.stateMachineAliasArn()).isEqualTo(alias);
  }

  @Test
  void haveNamesWithinTheirStateMachine() {
    var arn = versioned(WAIT);
    var alias = alias(arn, "PROD", 1);
    var name = UUID.randomUUID().toString();

    var first = sfn.startExecution(r -> r.stateMachineArn(alias).name(name).input("{}"));
    var again = sfn.startExecution(r -> r.stateMachineArn(alias).name(name).input("{}"));

    assertThat(again.executionArn()).isEqualTo(first.executionArn());
    assertThat(again.startDate()).isEqualTo(first.startDate());
    sfn.stopExecution(r -> r.executionArn(first.executionArn()));
  }

  @Test
  void runSynchronously() {
    var arn = versioned(StateMachineType.EXPRESS, PASS, FAIL);
    var alias = alias(arn, "PROD", 1);

    for (var qualified : List.of(arn + ":1", alias)) {
      var answer = sfn.startSyncExecution(r -> r.stateMachineArn(qualified).input("[1]"));
      assertThat(answer.output()).isEqualTo("{\"was\":[1]}");
      assertThat(answer.stateMachineArn()).isEqualTo(arn);
    }
    var standard = versioned(PASS);
    assertThatThrownBy(() -> sfn.startSyncExecution(r -> r.stateMachineArn(standard + ":1")))
        .isInstanceOf(StateMachineTypeNotSupportedException.class);
  }

  @Test
  void areStartedByTasks() {
    var arn = versioned(PASS, FAIL);
    var alias = alias(arn, "PROD", 1);
    var parent =
        machine(
            """
            {"StartAt": "Nest", "States": {"Nest": {"Type": "Task", "End": true,
              "Resource": "arn:aws:states:::states:startExecution.sync:2",
              "Parameters": {"StateMachineArn.$": "$.arn", "Input": {"n": 1}}}}}
            """);

    for (var qualified : List.of(arn + ":1", alias)) {
      var input = JsonText.MAPPER.createObjectNode().put("arn", qualified).toString();
      var description =
          ended(sfn.startExecution(r -> r.stateMachineArn(parent).input(input)).executionArn());
      assertThat(description.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
      var result = JsonText.parse(description.output());
      assertThat(result.path("StateMachineArn").asString()).isEqualTo(arn);
      assertThat(result.path("StateMachineVersionArn").asString()).isEqualTo(arn + ":1");
      assertThat(result.path("StateMachineAliasArn").asString(""))
          .isEqualTo(qualified.equals(alias) ? alias : "");
      assertThat(result.path("Output")).isEqualTo(JsonText.parse("{\"was\": {\"n\": 1}}"));
    }
  }

  @Test
  void areLedAsTheAliasIsLedNow() {
    var arn = versioned(PASS, FAIL);
    var alias = alias(arn, "PROD", 1);
    assertThat(ended(start(alias)).status()).isEqualTo(ExecutionStatus.SUCCEEDED);

    var routes = Map.of(arn + ":1", 0, arn + ":2", 100);
    sfn.updateStateMachineAlias(r ->
        r.stateMachineAliasArn(alias)
            .routingConfiguration(
                routes.entrySet().stream()
                    .map(route ->
                        RoutingConfigurationListItem.builder()
                            .stateMachineVersionArn(route.getKey())
                            .weight(route.getValue())
                            .build())
                    .toList()));

    assertThat(ended(start(alias)).stateMachineVersionArn()).isEqualTo(arn + ":2");
  }

  @Test
  void haveTheRoleOfTheirVersion() {
    var arn = versioned(PASS);
    sfn.updateStateMachine(r -> r.stateMachineArn(arn).roleArn(ROLE + "-later"));
    var execution = start(arn + ":1");

    assertThat(sfn.describeStateMachineForExecution(r -> r.executionArn(execution)).roleArn())
        .isEqualTo(ROLE);
    assertThat(
            sfn.getExecutionHistory(r -> r.executionArn(execution))
                .events()
                .getFirst()
                .executionStartedEventDetails()
                .roleArn())
        .isEqualTo(ROLE);
  }
}
