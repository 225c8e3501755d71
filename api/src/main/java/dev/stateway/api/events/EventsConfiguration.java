package dev.stateway.api.events;

import static org.springframework.web.reactive.function.server.RouterFunctions.route;

import dev.stateway.activities.token.TaskTokenKey;
import dev.stateway.api.StatewayProperties;
import dev.stateway.api.auth.AccessControl;
import dev.stateway.api.states.AwsJsonHandler;
import dev.stateway.api.states.PageTokens;
import java.time.Clock;
import java.util.List;
import javax.crypto.SecretKey;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.ApplicationRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.scheduler.Scheduler;

/** Wires the connections and their API. */
@Configuration(proxyBeanMethods = false)
class EventsConfiguration {
  private static final Logger LOG = LoggerFactory.getLogger(EventsConfiguration.class);

  @Bean
  ConnectionRegistry connectionRegistry(
      DatabaseClient database,
      Scheduler registryScheduler,
      SecretKey serverKey,
      StatewayProperties properties,
      @Value("${stateway.connection-keys:}") List<String> keys,
      @Value("${stateway.connection-limit:3000}") int limit) {
    var secrets =
        keys.isEmpty() ? List.of(serverKey) : keys.stream().map(TaskTokenKey::of).toList();
    return new ConnectionRegistry(
        new ConnectionTable(database, new ConnectionSealer(secrets)),
        "arn:aws:events:" + properties.region() + ":" + properties.account() + ":connection/",
        limit,
        registryScheduler,
        Clock.systemUTC());
  }

  @Bean
  @Order(Ordered.HIGHEST_PRECEDENCE)
  RouterFunction<ServerResponse> eventsRouter(
      ConnectionRegistry registry, SecretKey serverKey, AccessControl access) {
    var tokens = new PageTokens(serverKey, Clock.systemUTC());
    var handler = new AwsJsonHandler(new EventsApi(registry, tokens, access));
    return route(handler.takes(), handler::handle);
  }

  /** After a key was put before another, everything is soon sealed under the new one. */
  @Bean
  ApplicationRunner connectionSealing(ConnectionRegistry registry) {
    return _ ->
        registry
            .sealAnew()
            .subscribe(
                count -> {
                  if (count > 0) {
                    LOG.info("sealed {} connections under the newest key", count);
                  }
                },
                failure -> LOG.error("connections cannot be sealed anew", failure));
  }
}
