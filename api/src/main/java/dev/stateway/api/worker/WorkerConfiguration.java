package dev.stateway.api.worker;

import dev.stateway.activities.token.SealedTaskTokens;
import dev.stateway.activities.token.TaskTokenKey;
import dev.stateway.api.StatewayProperties;
import dev.stateway.api.health.ReadinessCheck;
import io.temporal.api.workflowservice.v1.DescribeNamespaceRequest;
import java.io.IOException;
import javax.crypto.SecretKey;
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

  /** What everything is sealed under that this server gives out and takes back. */
  @Bean
  SecretKey serverKey(StatewayProperties properties) throws IOException {
    return TaskTokenKey.in(properties.data());
  }

  @Bean
  SealedTaskTokens taskTokens(SecretKey serverKey) {
    return new SealedTaskTokens(serverKey);
  }

  @Bean
  WorkerLifecycle workerLifecycle(TemporalConnection connection, StatewayProperties properties) {
    return new WorkerLifecycle(connection, properties);
  }

  @Bean
  ReadinessCheck workerReadiness(WorkerLifecycle worker) {
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
