package dev.stateway.api;

import dev.stateway.api.auth.command.IdentityCommands;
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
    if (IdentityCommands.areArguments(arguments)) {
      System.exit(new IdentityCommands(System.getenv(), System.in, System.out).run(arguments));
    }
    SpringApplication.run(Application.class, arguments);
  }
}
