package dev.stateway.api.health;

import static org.springframework.web.reactive.function.server.RouterFunctions.route;

import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** {@code GET /livez}: the process serves; {@code GET /readyz}: everything it needs works. */
@Configuration(proxyBeanMethods = false)
class HealthRoutes {
  private static final Duration PATIENCE = Duration.ofSeconds(4);
  private static final String OK = "ok";

  @Bean
  @Order(Ordered.HIGHEST_PRECEDENCE)
  RouterFunction<ServerResponse> healthRouter(List<ReadinessCheck> checks) {
    return route()
        .GET("/livez", _ -> ServerResponse.ok().bodyValue(OK))
        .GET("/readyz", _ -> readiness(checks))
        .build();
  }

  private static Mono<ServerResponse> readiness(List<ReadinessCheck> checks) {
    return Flux.fromIterable(checks)
        .flatMap(check -> problemOf(check).map(problem -> new Result(check.name(), problem)))
        .collectList()
        .flatMap(HealthRoutes::answer);
  }

  private static Mono<String> problemOf(ReadinessCheck check) {
    return check
        .problem()
        .get()
        .timeout(PATIENCE)
        .onErrorResume(failure -> Mono.just(String.valueOf(failure.getMessage())))
        .defaultIfEmpty(OK);
  }

  private static Mono<ServerResponse> answer(List<Result> results) {
    var byName = new TreeMap<String, String>();
    results.forEach(result -> byName.put(result.name(), result.state()));
    var ready = byName.values().stream().allMatch(OK::equals);
    return ServerResponse.status(ready ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE)
        .bodyValue(byName);
  }

  private record Result(String name, String state) {}
}
