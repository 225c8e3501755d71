package dev.stateway.api.maprun;

import static dev.stateway.api.testing.StatewayServer.ROLE;

import dev.stateway.api.execution.Executions;
import dev.stateway.api.testing.StatewayServer;
import dev.stateway.api.testing.TemporalServer;
import dev.stateway.translator.JsonText;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionListItem;
import tools.jackson.databind.JsonNode;

/** Stateway on a Temporal server and an S3 server, all of a test's own. */
final class MapRunServer implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final S3Server s3;
  private final TemporalServer temporal;
  private final StatewayServer stateway;

  private MapRunServer(S3Server s3, TemporalServer temporal, StatewayServer stateway) {
    this.s3 = s3;
    this.temporal = temporal;
    this.stateway = stateway;
  }

  static MapRunServer start() throws IOException, InterruptedException {
    var s3 = S3Server.start();
    var temporal = TemporalServer.start();
    var stateway =
        StatewayServer.start(
            temporal.address(), Map.of("stateway.endpoint-url", s3.endpoint().toString()));
    return new MapRunServer(s3, temporal, stateway.awaitReady());
  }

  S3Server s3() {
    return s3;
  }

  SfnClient client() {
    return stateway.client();
  }

  /** A state machine whose only state is this Map. */
  String machine(String map) {
    return machineOf("{\"StartAt\": \"M\", \"States\": {\"M\": " + map + "}}");
  }

  String machineOf(String definition) {
    return client()
        .createStateMachine(
            r -> r.name("m-" + UUID.randomUUID()).definition(definition).roleArn(ROLE))
        .stateMachineArn();
  }

  String start(String machine, String input) {
    return client().startExecution(r -> r.stateMachineArn(machine).input(input)).executionArn();
  }

  DescribeExecutionResponse ended(String executionArn) {
    stateway.part(Executions.class).awaitClosed(executionArn, PATIENCE).toFuture().join();
    return client().describeExecution(r -> r.executionArn(executionArn));
  }

  /** The output of an execution that must succeed. */
  JsonNode output(String machine, String input) {
    var ended = ended(start(machine, input));
    if (ended.output() == null) {
      throw new AssertionError(ended.toString());
    }
    return JsonText.parse(ended.output());
  }

  /** The Map Run that an execution has begun. */
  String mapRun(String executionArn) throws InterruptedException {
    until(() -> !client().listMapRuns(r -> r.executionArn(executionArn)).mapRuns().isEmpty());
    return client().listMapRuns(r -> r.executionArn(executionArn)).mapRuns().getFirst().mapRunArn();
  }

  /** The executions of a Map Run. */
  List<ExecutionListItem> children(String mapRun) {
    return client().listExecutions(r -> r.mapRunArn(mapRun)).executions();
  }

  /** Waits for something that happens in the servers. */
  static void until(BooleanSupplier condition) throws InterruptedException {
    until(PATIENCE, condition);
  }

  /** The same for what takes longer. */
  static void until(Duration patience, BooleanSupplier condition) throws InterruptedException {
    var deadline = System.nanoTime() + patience.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("it did not happen");
      }
      Thread.sleep(50);
    }
  }

  @Override
  public void close() {
    stateway.close();
    temporal.close();
    s3.close();
  }
}
