package dev.stateway.api.auth;

import dev.stateway.api.StatewayProperties;
import dev.stateway.api.auth.audit.AuditLog;
import dev.stateway.api.auth.identity.FirstAdministrator;
import dev.stateway.api.auth.identity.IdentityReload;
import dev.stateway.api.auth.identity.IdentityStore;
import dev.stateway.api.auth.identity.ServiceRoles;
import dev.stateway.api.auth.jwt.JwtVerifiers;
import dev.stateway.api.auth.sts.AwsIdentity;
import dev.stateway.api.auth.sts.SecurityTokenService;
import dev.stateway.api.auth.sts.SessionTokens;
import java.io.IOException;
import java.time.Clock;
import javax.crypto.SecretKey;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.scheduler.Scheduler;

/** Wires who may do what. */
@Configuration(proxyBeanMethods = false)
class AuthConfiguration {
  private static final String SESSIONS = "session tokens";

  @Bean
  IdentityStore identityStore(StatewayProperties properties, SecretKey serverKey)
      throws IOException {
    var sealer = new Sealer(serverKey, Sealer.IDENTITIES);
    var file = properties.identities();
    if (file == null) {
      file = properties.data().resolve("identities.yaml");
      FirstAdministrator.makeIfFirst(file, sealer);
    }
    return new IdentityStore(file, properties.account(), System.getenv(), sealer);
  }

  @Bean(destroyMethod = "close")
  IdentityReload identityReload(IdentityStore identities) {
    return new IdentityReload(identities);
  }

  @Bean(destroyMethod = "close")
  JwtVerifiers jwtVerifiers() {
    return new JwtVerifiers(Clock.systemUTC());
  }

  @Bean
  SessionTokens sessionTokens(IdentityStore identities, SecretKey serverKey) {
    return new SessionTokens(identities, new Sealer(serverKey, SESSIONS));
  }

  @Bean
  Authenticator authenticator(
      IdentityStore identities, SessionTokens sessions, JwtVerifiers tokens) {
    return new RequestAuthenticator(identities, sessions, tokens, Clock.systemUTC());
  }

  @Bean
  Permissions permissions(IdentityStore identities) {
    return new Permissions(identities, Clock.systemUTC());
  }

  @Bean(destroyMethod = "close")
  AuditLog auditLog(
      StatewayProperties properties, DatabaseClient database, Scheduler registryScheduler) {
    return new AuditLog(properties.data().resolve("log"), database, registryScheduler);
  }

  @Bean(destroyMethod = "close")
  AwsIdentity awsIdentity(StatewayProperties properties) {
    return new AwsIdentity(properties.serverId(), properties.awsIdentityEndpoint());
  }

  @Bean
  SecurityTokenService securityTokenService(
      IdentityStore identities,
      Authenticator authenticator,
      Permissions permissions,
      JwtVerifiers tokens,
      SessionTokens sessions,
      AwsIdentity awsIdentity,
      AuditLog audit) {
    return new SecurityTokenService(
        new SecurityTokenService.Parts(
            identities,
            authenticator,
            permissions,
            tokens,
            sessions,
            awsIdentity,
            audit,
            Clock.systemUTC()));
  }

  @Bean
  ServiceRoles serviceRoles(IdentityStore identities, Permissions permissions) {
    return new ServiceRoles(identities, permissions, Clock.systemUTC());
  }

  @Bean
  StateMachineRoles stateMachineRoles(ServiceRoles roles, AccessControl access) {
    return new StateMachineRoles(roles, access);
  }

  @Bean
  AccessControl accessControl(
      Authenticator authenticator, Permissions permissions, AuditLog audit) {
    return new AccessControl(authenticator, permissions, audit, Clock.systemUTC());
  }
}
