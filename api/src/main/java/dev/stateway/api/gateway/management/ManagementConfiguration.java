package dev.stateway.api.gateway.management;

import dev.stateway.api.StatewayProperties;
import dev.stateway.api.auth.AccessControl;
import dev.stateway.api.gateway.openapi.OpenApiImporter;
import dev.stateway.api.gateway.serve.ApiCatalog;
import dev.stateway.api.gateway.serve.LambdaAuthorizers;
import io.r2dbc.spi.ConnectionFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.r2dbc.connection.R2dbcTransactionManager;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.scheduler.Scheduler;

/** Wires the management API of the gateway. */
@Configuration(proxyBeanMethods = false)
class ManagementConfiguration {
  @Bean(initMethod = "watch", destroyMethod = "close")
  ManagedApis managedApis(
      DatabaseClient database,
      ConnectionFactory connections,
      Scheduler registryScheduler,
      OpenApiImporter importer,
      ApiCatalog catalog) {
    return new ManagedApis(
        new ApiTable(database),
        new StageCompiler(importer),
        catalog,
        TransactionalOperator.create(new R2dbcTransactionManager(connections)),
        registryScheduler);
  }

  @Bean
  @Order(Ordered.HIGHEST_PRECEDENCE + 2)
  RouterFunction<ServerResponse> managementRouter(
      ManagedApis apis,
      DatabaseClient database,
      Scheduler registryScheduler,
      OpenApiImporter importer,
      LambdaAuthorizers authorizers,
      AccessControl access,
      StatewayProperties properties) {
    var handler =
        new ManagementHandler(
            new ApiCalls(apis, new ApiOperations(apis, importer), authorizers),
            new TagCalls(apis),
            new DomainCalls(new DomainNames(new ApiTable(database), apis, registryScheduler)),
            access,
            properties.region());
    return RouterFunctions.route(ManagementHandler::isMeant, handler::handle);
  }
}
