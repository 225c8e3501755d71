package dev.stateway.api.worker;

import dev.stateway.api.StatewayProperties;
import dev.stateway.workflows.execution.ExecutionVisibility;
import dev.stateway.workflows.temporal.ExecutionWorker;
import dev.stateway.workflows.temporal.PayloadStore;
import dev.stateway.workflows.temporal.TemporalJson;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.WorkerFactory;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connection to Temporal: made without waiting for the server, so that this server starts first
 * or last.
 *
 * @param client starts and finds workflows; eager starts go to the workers of {@code workers}
 * @param workers makes the workers of this process
 * @param closing what to close after it
 */
public record TemporalConnection(WorkflowClient client, WorkerFactory workers, Runnable closing)
    implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TemporalConnection.class);
  private static final Duration CALL = Duration.ofSeconds(10);
  private static final int CLOSE_SECONDS = 3;

  static TemporalConnection open(StatewayProperties.Temporal temporal, PayloadStore payloads) {
    var clientOptions =
        WorkflowClientOptions.newBuilder()
            .setNamespace(temporal.namespace())
            .setDataConverter(TemporalJson.dataConverter(payloads))
            .validateAndBuildWithDefaults();
    return temporal.inJvm() ? inJvm(clientOptions) : remote(temporal.address(), clientOptions);
  }

  private static TemporalConnection remote(String address, WorkflowClientOptions clientOptions) {
    var stubs =
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder()
                .setTarget(address)
                .setRpcTimeout(CALL)
                .setRpcQueryTimeout(CALL)
                .validateAndBuildWithDefaults());
    var client = WorkflowClient.newInstance(stubs, clientOptions);
    return new TemporalConnection(
        client,
        WorkerFactory.newInstance(client, ExecutionWorker.factoryOptions()),
        () -> {
          stubs.shutdownNow();
          stubs.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS);
        });
  }

  private static TemporalConnection inJvm(WorkflowClientOptions clientOptions) {
    LOG.warn("TEMPORAL_ADDRESS={}: NOTHING IS KEPT.", StatewayProperties.Temporal.IN_JVM);
    LOG.warn("Executions are lost when this process ends, and they cannot be listed.");
    var options =
        TestEnvironmentOptions.newBuilder()
            .setWorkflowClientOptions(clientOptions)
            .setWorkerFactoryOptions(ExecutionWorker.factoryOptions())
            .setUseTimeskipping(false);
    ExecutionVisibility.SEARCH_ATTRIBUTES.forEach(
        key -> options.registerSearchAttribute(key.getName(), key.getValueType()));
    var environment = TestWorkflowEnvironment.newInstance(options.build());
    return new TemporalConnection(
        environment.getWorkflowClient(), environment.getWorkerFactory(), environment::close);
  }

  /** The calls of Temporal's own API. */
  public WorkflowServiceStubs stubs() {
    return client.getWorkflowServiceStubs();
  }

  /** The namespace of all executions. */
  public String namespace() {
    return client.getOptions().getNamespace();
  }

  @Override
  public void close() {
    closing.run();
  }
}
