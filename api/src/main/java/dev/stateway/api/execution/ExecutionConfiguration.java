package dev.stateway.api.execution;

import dev.stateway.activities.token.SealedTaskTokens;
import dev.stateway.api.StatewayProperties;
import dev.stateway.api.registry.StateMachineRegistry;
import dev.stateway.api.worker.TemporalCalls;
import dev.stateway.api.worker.TemporalConnection;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires {@link Executions}. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(RunProperties.class)
class ExecutionConfiguration {
  @Bean
  Executions executions(
      StateMachineRegistry registry,
      TemporalConnection connection,
      TemporalCalls calls,
      StatewayProperties properties,
      RunProperties runs) {
    var starter =
        new ExecutionStarter(
            connection, new ExecutionReader(connection), properties.taskQueue(), runs.limits());
    return new Executions(registry, connection, calls, starter);
  }

  @Bean
  MapRuns mapRuns(TemporalConnection connection, TemporalCalls calls, Executions executions) {
    return new MapRuns(connection, calls, executions);
  }

  @Bean
  ActivityWork activityWork(
      SealedTaskTokens tokens, TemporalConnection connection, TemporalCalls calls) {
    return new ActivityWork(tokens, connection, calls);
  }

  @Bean
  TaskAnswers taskAnswers(
      SealedTaskTokens tokens, TemporalConnection connection, TemporalCalls calls) {
    return new TaskAnswers(tokens, connection, calls);
  }
}
