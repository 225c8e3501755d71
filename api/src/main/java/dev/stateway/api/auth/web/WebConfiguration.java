package dev.stateway.api.auth.web;

import dev.stateway.api.StatewayProperties;
import dev.stateway.api.auth.AccessControl;
import dev.stateway.api.auth.sts.SecurityTokenService;
import java.util.stream.Stream;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.web.server.WebFilter;

/** Wires what stands before the handlers of requests. */
@Configuration(proxyBeanMethods = false)
class WebConfiguration {
  WebConfiguration(StatewayProperties properties, Environment environment) {
    var tls =
        Stream.of("server.ssl.key-store", "server.ssl.certificate", "server.ssl.bundle")
            .anyMatch(name -> !environment.getProperty(name, "").isBlank());
    PlaintextGuard.check(properties.host(), tls, properties.allowPlaintext());
  }

  @Bean
  WebFilter executionGuard(AccessControl access) {
    return new ExecutionGuard(access);
  }

  @Bean
  WebFilter stsFilter(SecurityTokenService service) {
    return new StsFilter(service);
  }
}
