package dev.stateway.api.http;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.client.ReactorResourceFactory;

/**
 * The threads that serve HTTP: the server's own, so that one that stops takes no other's with it.
 */
@Configuration(proxyBeanMethods = false)
class ServerResources {
  @Bean
  ReactorResourceFactory reactorResourceFactory() {
    var resources = new ReactorResourceFactory();
    resources.setUseGlobalResources(false);
    return resources;
  }
}
