package dev.stateway.api.gateway;

import dev.stateway.activities.TaskIntegrations;
import dev.stateway.activities.aws.AwsSettings;
import dev.stateway.api.StatewayProperties;
import dev.stateway.api.auth.AccessControl;
import dev.stateway.api.auth.identity.IdentityStore;
import dev.stateway.api.auth.identity.ServiceRoles;
import dev.stateway.api.auth.jwt.JwtVerifiers;
import dev.stateway.api.execution.Executions;
import dev.stateway.api.gateway.folder.ApiFiles;
import dev.stateway.api.gateway.folder.ApiFolderWatch;
import dev.stateway.api.gateway.integration.AddressRules;
import dev.stateway.api.gateway.integration.ExecutionCalls;
import dev.stateway.api.gateway.integration.FunctionCalls;
import dev.stateway.api.gateway.integration.HttpProxyCalls;
import dev.stateway.api.gateway.integration.IntegrationCalls;
import dev.stateway.api.gateway.integration.LambdaCalls;
import dev.stateway.api.gateway.integration.RouteRoles;
import dev.stateway.api.gateway.integration.ServiceCalls;
import dev.stateway.api.gateway.openapi.OpenApiImporter;
import dev.stateway.api.gateway.serve.ApiCatalog;
import dev.stateway.api.gateway.serve.ExecutionHandler;
import dev.stateway.api.gateway.serve.GatewayHandler;
import dev.stateway.api.gateway.serve.IdentityAuthorizer;
import dev.stateway.api.gateway.serve.LambdaAuthorizers;
import dev.stateway.api.gateway.serve.PreflightFilter;
import dev.stateway.api.gateway.serve.RequestReader;
import dev.stateway.api.gateway.serve.RouteAuthorizer;
import dev.stateway.api.gateway.usage.UsageGate;
import dev.stateway.api.gateway.usage.UsagePlans;
import dev.stateway.api.gateway.usage.UsageTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.web.reactive.function.server.RequestPredicates;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.scheduler.Scheduler;

/** Serves routes: every request that nothing else takes. */
@Configuration(proxyBeanMethods = false)
class GatewayConfiguration {
  @Bean
  ApiCatalog apiCatalog() {
    return new ApiCatalog();
  }

  @Bean
  OpenApiImporter openApiImporter(StatewayProperties properties) {
    return new OpenApiImporter(properties);
  }

  /** Serves the files of {@code STATEWAY_APIS}. */
  @Bean(destroyMethod = "close")
  ApiFolderWatch apiFolderWatch(
      StatewayProperties properties, OpenApiImporter importer, ApiCatalog catalog)
      throws IOException {
    var folder = properties.apis();
    if (folder != null && !Files.isDirectory(folder)) {
      throw new IllegalStateException("STATEWAY_APIS=" + folder + " is not a folder");
    }
    return folder == null
        ? ApiFolderWatch.ofNothing()
        : ApiFolderWatch.of(new ApiFiles(folder, importer), catalog);
  }

  @Bean
  RouteRoles routeRoles(ServiceRoles roles, AccessControl access) {
    return new RouteRoles(roles, access);
  }

  @Bean(destroyMethod = "close")
  FunctionCalls functionCalls(TaskIntegrations tasks, RouteRoles roles) {
    return new FunctionCalls(tasks.functions(), roles);
  }

  @Bean(destroyMethod = "close")
  ServiceCalls serviceCalls(AwsSettings aws, RouteRoles roles) {
    return new ServiceCalls(aws, roles);
  }

  @Bean(destroyMethod = "close")
  HttpProxyCalls httpProxyCalls(@Value("${stateway.http-allow:}") String allowed) {
    return new HttpProxyCalls(AddressRules.allowing(allowed));
  }

  @Bean
  IntegrationCalls integrationCalls(
      Executions executions,
      RouteRoles roles,
      FunctionCalls functions,
      ServiceCalls services,
      HttpProxyCalls http) {
    return new IntegrationCalls(
        new ExecutionCalls(executions, roles), new LambdaCalls(functions), services, http);
  }

  @Bean
  LambdaAuthorizers lambdaAuthorizers(FunctionCalls functions) {
    return new LambdaAuthorizers(functions, Clock.systemUTC());
  }

  @Bean(destroyMethod = "close")
  UsagePlans usagePlans(@Value("${stateway.usage-plans:}") String file) {
    return new UsagePlans(file.isEmpty() ? null : Path.of(file));
  }

  @Bean
  UsageGate usageGate(
      IdentityStore identities,
      UsagePlans plans,
      DatabaseClient database,
      Scheduler registryScheduler) {
    var clock = Clock.systemUTC();
    return new UsageGate(
        key -> identities.apiKey(key, clock.instant()),
        plans,
        new UsageTable(database, registryScheduler),
        clock);
  }

  @Bean
  RouteAuthorizer routeAuthorizer(
      JwtVerifiers tokens,
      LambdaAuthorizers functions,
      AccessControl access,
      StatewayProperties properties) {
    return new IdentityAuthorizer(tokens, functions, access, properties);
  }

  @Bean
  GatewayHandler gatewayHandler(
      StatewayProperties properties,
      ApiCatalog catalog,
      RouteAuthorizer authorizer,
      UsageGate usage,
      IntegrationCalls calls) {
    return new GatewayHandler(catalog, new RequestReader(properties), authorizer, usage, calls);
  }

  @Bean
  PreflightFilter preflightFilter(GatewayHandler handler) {
    return new PreflightFilter(handler);
  }

  @Bean
  @Order(Ordered.LOWEST_PRECEDENCE)
  RouterFunction<ServerResponse> gatewayRouter(GatewayHandler handler) {
    return RouterFunctions.route(RequestPredicates.all(), handler);
  }

  /**
   * {@code GET /executions/{arn}}: where the Location of a started execution leads, unless its
   * route says otherwise.
   */
  @Bean
  @Order(Ordered.HIGHEST_PRECEDENCE)
  RouterFunction<ServerResponse> executionRouter(Executions executions) {
    return RouterFunctions.route()
        .GET("/executions/{arn}", new ExecutionHandler(executions)::describe)
        .build();
  }
}
