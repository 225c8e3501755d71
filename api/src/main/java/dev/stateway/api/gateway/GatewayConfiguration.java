package dev.stateway.api.gateway;

import dev.stateway.api.StatewayProperties;
import dev.stateway.api.execution.Executions;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.web.reactive.function.server.RequestPredicates;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;

/** Serves the routes of {@code STATEWAY_APIS}: every request that nothing else takes. */
@Configuration(proxyBeanMethods = false)
class GatewayConfiguration {
  @Bean
  @Order(Ordered.LOWEST_PRECEDENCE)
  RouterFunction<ServerResponse> gatewayRouter(StatewayProperties properties, Executions executions)
      throws IOException {
    var handler =
        new GatewayHandler(
            new RouteTable<>(routes(properties), Route::key),
            new RequestReader(properties),
            new IntegrationCalls(executions));
    return RouterFunctions.route(RequestPredicates.all(), handler);
  }

  private static List<Route> routes(StatewayProperties properties) throws IOException {
    var folder = properties.apis();
    if (folder == null) {
      return List.of();
    }
    if (!Files.isDirectory(folder)) {
      throw new IllegalStateException("STATEWAY_APIS=" + folder + " is not a folder");
    }
    var apis = GatewayApis.read(folder, new OpenApiImporter(properties));
    apis.require();
    return apis.routes();
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
