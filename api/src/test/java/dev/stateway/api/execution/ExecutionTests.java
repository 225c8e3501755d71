package dev.stateway.api.execution;

import static dev.stateway.api.testing.StatewayServer.ROLE;

import dev.stateway.api.testing.StatewayServer;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.HistoryEvent;
import software.amazon.awssdk.services.sfn.model.StateMachineType;

/** What tests of executions start and wait for. */
abstract class ExecutionTests {
  static final String PASS =
      """
      {"StartAt": "Only", "States": {"Only": {"Type": "Pass", "Parameters": {"was.$": "$"}, "End": true}}}
      """;
  static final String WAIT =
      """
      {"StartAt": "Long", "States": {"Long": {"Type": "Wait", "Seconds": 3600, "End": true}}}
      """;
  static final String FAIL =
      """
      {"StartAt": "Only", "States": {"Only": {"Type": "Fail", "Error": "No", "Cause": "not today"}}}
      """;
  static final String TIMES_OUT =
      """
      {"TimeoutSeconds": 1, "StartAt": "Long", "States": {"Long": {"Type": "Wait", "Seconds": 3600, "End": true}}}
      """;

  final StatewayServer server;
  final SfnClient sfn;
  final Executions executions;

  ExecutionTests(StatewayServer server) {
    this.server = server;
    this.sfn = server.client();
    this.executions = server.part(Executions.class);
  }

  String machine(String definition, StateMachineType type) {
    return sfn.createStateMachine(
            r -> r.name("m-" + UUID.randomUUID()).definition(definition).roleArn(ROLE).type(type))
        .stateMachineArn();
  }

  String machine(String definition) {
    return machine(definition, StateMachineType.STANDARD);
  }

  String start(String machine) {
    return sfn.startExecution(r -> r.stateMachineArn(machine).input("{\"a\": 1.50}"))
        .executionArn();
  }

  DescribeExecutionResponse ended(String executionArn) {
    executions.awaitClosed(executionArn, Duration.ofSeconds(30)).toFuture().join();
    return sfn.describeExecution(r -> r.executionArn(executionArn));
  }

  static List<String> types(List<HistoryEvent> events) {
    return events.stream().map(HistoryEvent::typeAsString).toList();
  }
}
