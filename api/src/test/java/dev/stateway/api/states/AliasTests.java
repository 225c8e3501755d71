package dev.stateway.api.states;

import static dev.stateway.api.testing.StatewayServer.ROLE;

import java.util.List;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.CreateStateMachineAliasResponse;
import software.amazon.awssdk.services.sfn.model.RoutingConfigurationListItem;
import software.amazon.awssdk.services.sfn.model.StateMachineAliasListItem;

/** What tests of aliases share. */
abstract class AliasTests extends StateMachineTests {
  static final String NOT_THERE = "Request references a resource that does not exist.";

  AliasTests(SfnClient sfn) {
    super(sfn);
  }

  /** A state machine with two versions. */
  String versioned() {
    var arn = sfn.createStateMachine(machine(newName()).publish(true).build()).stateMachineArn();
    sfn.updateStateMachine(r -> r.stateMachineArn(arn).roleArn(ROLE + "-2").publish(true));
    return arn;
  }

  static RoutingConfigurationListItem route(String versionArn, int weight) {
    return RoutingConfigurationListItem.builder()
        .stateMachineVersionArn(versionArn)
        .weight(weight)
        .build();
  }

  CreateStateMachineAliasResponse createAlias(String name, RoutingConfigurationListItem... routes) {
    return sfn.createStateMachineAlias(
        r -> r.name(name).description("what for").routingConfiguration(routes));
  }

  List<String> aliases(String arn) {
    return sfn.listStateMachineAliases(r -> r.stateMachineArn(arn)).stateMachineAliases().stream()
        .map(StateMachineAliasListItem::stateMachineAliasArn)
        .toList();
  }
}
