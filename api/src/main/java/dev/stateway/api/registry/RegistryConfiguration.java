package dev.stateway.api.registry;

import dev.stateway.api.StatewayProperties;
import dev.stateway.api.health.ReadinessCheck;
import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.pool.ConnectionPoolConfiguration;
import io.r2dbc.spi.ConnectionFactory;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.connection.R2dbcTransactionManager;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** Wires the database: a file in the data folder, or PostgreSQL. */
@Configuration(proxyBeanMethods = false)
class RegistryConfiguration {
  private static final int CONNECTIONS = 10;
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  @Bean(destroyMethod = "dispose")
  ConnectionPool registryConnections(StatewayProperties properties) {
    var database = RegistryDatabase.of(properties);
    database.migrate();
    return new ConnectionPool(
        ConnectionPoolConfiguration.builder(database.connections())
            .maxSize(CONNECTIONS)
            .maxAcquireTime(PATIENCE)
            .build());
  }

  @Bean
  DatabaseClient registryClient(ConnectionFactory connections) {
    return DatabaseClient.create(connections);
  }

  /**
   * The embedded database works on the thread that asks it: it must not be one that serves
   * requests.
   */
  @Bean(destroyMethod = "dispose")
  Scheduler registryScheduler() {
    return Schedulers.fromExecutor(task -> Thread.ofVirtual().name("registry").start(task));
  }

  @Bean
  StateMachineRegistry stateMachineRegistry(
      DatabaseClient database, ConnectionFactory connections, Scheduler registryScheduler) {
    var transactions = TransactionalOperator.create(new R2dbcTransactionManager(connections));
    return new StateMachineRegistry(database, transactions, registryScheduler);
  }

  @Bean
  ActivityRegistry activityRegistry(
      DatabaseClient database, ConnectionFactory connections, Scheduler registryScheduler) {
    var transactions = TransactionalOperator.create(new R2dbcTransactionManager(connections));
    return new ActivityRegistry(
        new ActivityTable(database),
        new TagTable(database, "activity_tag"),
        transactions,
        registryScheduler);
  }

  @Bean
  ReadinessCheck registryReadiness(DatabaseClient database, Scheduler registryScheduler) {
    return new ReadinessCheck(
        "database",
        () ->
            database
                .sql("SELECT 1")
                .fetch()
                .one()
                .then(Mono.<String>empty())
                .subscribeOn(registryScheduler));
  }
}
