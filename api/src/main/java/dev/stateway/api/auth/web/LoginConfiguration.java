package dev.stateway.api.auth.web;

import dev.stateway.api.StatewayProperties;
import dev.stateway.api.auth.AccessControl;
import dev.stateway.api.auth.Sealer;
import dev.stateway.api.auth.identity.IdentityStore;
import dev.stateway.api.auth.jwt.JwtVerifiers;
import dev.stateway.api.auth.oidc.AuthorizationCodeFlow;
import java.net.URI;
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
  private static final String LOGINS = "browser logins";

  @Bean
  BrowserSessions browserSessions(IdentityStore identities, SecretKey serverKey) {
    return new BrowserSessions(identities, new Sealer(serverKey, SESSIONS), Clock.systemUTC());
  }

  @Bean
  BrowserPages browserPages(BrowserSessions sessions, AccessControl access) {
    return new BrowserPages(sessions, access);
  }

  @Bean(destroyMethod = "close")
  AuthorizationCodeFlow authorizationCodeFlow(
      JwtVerifiers verifiers, StatewayProperties properties) {
    var address = properties.address().toString().replaceFirst("/$", "");
    return new AuthorizationCodeFlow(verifiers, URI.create(address + IssuerLoginHandler.CALLBACK));
  }

  @Bean
  LoginForm loginForm(BrowserSessions sessions, IdentityStore identities) {
    return new LoginForm(sessions, identities);
  }

  @Bean
  @Order(Ordered.HIGHEST_PRECEDENCE)
  RouterFunction<ServerResponse> loginRouter(
      BrowserSessions sessions, IdentityStore identities, AccessControl access, LoginForm form) {
    var handler = new LoginHandler(sessions, identities, access, form, Clock.systemUTC());
    return RouterFunctions.route()
        .GET("/login", handler::show)
        .POST("/login", handler::signIn)
        .GET("/logout", handler::askToSignOut)
        .POST("/logout", handler::signOut)
        .build();
  }

  @Bean
  @Order(Ordered.HIGHEST_PRECEDENCE)
  RouterFunction<ServerResponse> issuerLoginRouter(
      AuthorizationCodeFlow flow,
      BrowserSessions sessions,
      IdentityStore identities,
      AccessControl access,
      LoginForm form,
      SecretKey serverKey) {
    var attempt =
        new SealedCookie("stateway-login", new Sealer(serverKey, LOGINS), Clock.systemUTC());
    var handler = new IssuerLoginHandler(flow, sessions, identities, access, form, attempt);
    return RouterFunctions.route()
        .GET("/login/issuer", handler::begin)
        .GET(IssuerLoginHandler.CALLBACK, handler::finish)
        .build();
  }
}
