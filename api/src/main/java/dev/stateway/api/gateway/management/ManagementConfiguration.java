package dev.stateway.api.gateway.management;

import dev.stateway.api.StatewayProperties;
import dev.stateway.api.auth.AccessRequest;
import dev.stateway.api.auth.Authenticator;
import dev.stateway.api.auth.IncomingRequest;
import dev.stateway.api.auth.Permissions;
import dev.stateway.api.gateway.openapi.OpenApiImporter;
import dev.stateway.api.gateway.serve.ApiCatalog;
import io.r2dbc.spi.ConnectionFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
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
import reactor.core.publisher.Mono;
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
      ObjectProvider<Authenticator> authenticator,
      ObjectProvider<Permissions> permissions,
      StatewayProperties properties) {
    var handler =
        new ManagementHandler(
            apis,
            new ApiOperations(apis, importer),
            new DomainNames(new ApiTable(database), apis, registryScheduler),
            access(authenticator.getIfAvailable(), permissions.getIfAvailable(), properties));
    return RouterFunctions.route(ManagementHandler::isMeant, handler::handle);
  }

  /** Who is known may what their policies say; where nobody is known, everything is open. */
  private static ManagementAccess access(
      @Nullable Authenticator authenticator,
      @Nullable Permissions permissions,
      StatewayProperties properties) {
    if (authenticator == null || permissions == null) {
      return (_, _) -> Mono.empty();
    }
    return (request, body) -> {
      var incoming = IncomingRequest.of(request, body);
      var path = incoming.rawPath().replaceFirst("^/v2", "");
      return authenticator
          .authenticate(incoming, Authenticator.API_GATEWAY)
          .doOnNext(principal -> {
            var access =
                new AccessRequest(
                    principal,
                    "apigateway:" + incoming.method(),
                    "arn:aws:apigateway:" + properties.region() + "::" + path,
                    incoming.conditionKeys());
            var decision = permissions.decide(access);
            if (!decision.isAllowed()) {
              throw decision.refusal();
            }
          })
          .then();
    };
  }
}
