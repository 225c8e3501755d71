package dev.stateway.api.auth.web;

import dev.stateway.api.auth.AccessControl;
import dev.stateway.api.auth.Sealer;
import dev.stateway.api.auth.identity.IdentityStore;
import java.time.Clock;
import javax.crypto.SecretKey;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;

/** Wires what people with browsers sign in by. */
@Configuration(proxyBeanMethods = false)
class LoginConfiguration {
  private static final String SESSIONS = "browser sessions";

  @Bean
  BrowserSessions browserSessions(IdentityStore identities, SecretKey serverKey) {
    return new BrowserSessions(identities, new Sealer(serverKey, SESSIONS), Clock.systemUTC());
  }

  @Bean
  BrowserPages browserPages(BrowserSessions sessions, AccessControl access) {
    return new BrowserPages(sessions, access);
  }

  @Bean
  @Order(Ordered.HIGHEST_PRECEDENCE)
  RouterFunction<ServerResponse> loginRouter(
      BrowserSessions sessions, IdentityStore identities, AccessControl access) {
    var handler = new LoginHandler(sessions, identities, access, Clock.systemUTC());
    return RouterFunctions.route()
        .GET("/login", handler::show)
        .POST("/login", handler::signIn)
        .GET("/logout", handler::askToSignOut)
        .POST("/logout", handler::signOut)
        .build();
  }
}
