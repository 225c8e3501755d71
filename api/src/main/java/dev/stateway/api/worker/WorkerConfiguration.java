package dev.stateway.api.worker;

import dev.stateway.api.StatewayProperties;
import dev.stateway.api.health.ReadinessCheck;
import io.temporal.api.workflowservice.v1.DescribeNamespaceRequest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.publisher.Mono;

/** Wires Temporal. */
@Configuration(proxyBeanMethods = false)
class WorkerConfiguration {
  @Bean(destroyMethod = "close")
  TemporalConnection temporalConnection(StatewayProperties properties) {
    return TemporalConnection.open(properties.temporal());
  }

  @Bean(destroyMethod = "close")
  TemporalCalls temporalCalls() {
    return new TemporalCalls();
  }

  @Bean
  ExecutionWorker executionWorker(TemporalConnection connection, StatewayProperties properties) {
    return new ExecutionWorker(connection, properties);
  }

  @Bean
  ReadinessCheck workerReadiness(ExecutionWorker worker) {
    return new ReadinessCheck("worker", () -> Mono.justOrEmpty(worker.notReady()));
  }

  @Bean
  ReadinessCheck temporalReadiness(
      TemporalConnection connection, TemporalCalls calls, StatewayProperties properties) {
    var request =
        DescribeNamespaceRequest.newBuilder().setNamespace(connection.namespace()).build();
    return new ReadinessCheck(
        "temporal",
        () ->
            properties.temporal().inJvm()
                ? Mono.empty()
                : calls
                    .call(() -> connection.stubs().blockingStub().describeNamespace(request))
                    .then(Mono.empty()));
  }
}
