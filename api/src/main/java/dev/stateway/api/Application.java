package dev.stateway.api;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;

/**
 * The server: Step Functions API, gateway and approvals on one port, and the worker that runs
 * executions.
 */
@SpringBootApplication(proxyBeanMethods = false)
@EnableConfigurationProperties(StatewayProperties.class)
public class Application {
  public static void main(String[] arguments) {
    SpringApplication.run(Application.class, arguments);
  }
}
