package dev.stateway.api.states;

import static org.springframework.web.reactive.function.server.RequestPredicates.POST;
import static org.springframework.web.reactive.function.server.RequestPredicates.headers;
import static org.springframework.web.reactive.function.server.RouterFunctions.route;

import dev.stateway.activities.TaskIntegrations;
import dev.stateway.activities.states.StepFunctionsApi;
import dev.stateway.api.StatewayProperties;
import dev.stateway.api.arn.StatesArn;
import dev.stateway.api.arn.StatesArn.Place;
import dev.stateway.api.auth.AccessControl;
import dev.stateway.api.auth.StateMachineRoles;
import dev.stateway.api.auth.identity.ServiceRoles;
import dev.stateway.api.execution.ActivityWork;
import dev.stateway.api.execution.Executions;
import dev.stateway.api.execution.MapRuns;
import dev.stateway.api.execution.TaskAnswers;
import dev.stateway.api.registry.ActivityRegistry;
import dev.stateway.api.registry.StateMachineRegistry;
import dev.stateway.api.teststate.StateTests;
import java.time.Clock;
import javax.crypto.SecretKey;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Wires the Step Functions API: {@code POST /} with a target; all else is for others to route. */
@Configuration(proxyBeanMethods = false)
class StatesConfiguration {
  /** How many tests of states are under way at a time; more are throttled. */
  private static final int STATE_TESTS = 100;

  @Bean
  OperationPorts operationPorts(
      StateMachineRegistry registry,
      ActivityRegistry activities,
      ActivityWork activityWork,
      Executions executions,
      MapRuns mapRuns,
      TaskAnswers answers,
      ObjectProvider<TaskIntegrations> tasks,
      SecretKey serverKey,
      StatewayProperties properties) {
    return new OperationPorts(
        registry,
        activities,
        activityWork,
        executions,
        mapRuns,
        answers,
        new StateTests(tasks::getObject, STATE_TESTS),
        new PageTokens(serverKey, Clock.systemUTC()),
        new Place("aws", properties.region(), properties.account()));
  }

  @Bean
  Operations operations(OperationPorts ports) {
    return Operations.of(ports);
  }

  /** What tasks start executions with; the operations may need the tasks in their turn. */
  @Bean
  StepFunctionsApi ownStepFunctions(
      ObjectProvider<Operations> operations,
      Executions executions,
      OperationAccess access,
      StateMachineRoles roles) {
    return new OwnStepFunctions(operations::getObject, executions, access, roles);
  }

  @Bean
  OperationAccess operationAccess(AccessControl access, ServiceRoles roles, OperationPorts ports) {
    return new OperationAccess(
        access,
        new OperationResources(ports.place()),
        roles,
        arn -> Mono.defer(() -> ports.tags(StatesArn.parse(arn)).of(arn)));
  }

  @Bean
  @Order(Ordered.HIGHEST_PRECEDENCE + 1)
  RouterFunction<ServerResponse> statesRouter(Operations operations, OperationAccess access) {
    var handler = new AwsJsonHandler(new StatesApi(operations, access));
    var target = headers(headers -> headers.firstHeader(AwsJsonHandler.TARGET) != null);
    return route(POST("/").and(target), handler::handle);
  }
}
