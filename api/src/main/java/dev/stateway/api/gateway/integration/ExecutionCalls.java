package dev.stateway.api.gateway.integration;

import dev.stateway.api.arn.ResourceName;
import dev.stateway.api.auth.AccessControl;
import dev.stateway.api.error.AwsError;
import dev.stateway.api.execution.ExecutionDescription;
import dev.stateway.api.execution.Executions;
import dev.stateway.api.execution.StartExecutionCommand;
import dev.stateway.api.gateway.answer.Answers;
import dev.stateway.api.gateway.mapping.GatewayRequest;
import dev.stateway.api.gateway.mapping.GatewayResponse;
import dev.stateway.api.gateway.mapping.ParameterMapping;
import dev.stateway.api.gateway.route.Integration;
import dev.stateway.api.gateway.route.Route;
import dev.stateway.api.registry.RegisteredStateMachine;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Starts, reads and stops executions for routes. */
public final class ExecutionCalls {
  private static final String NO_INPUT = "{}";
  private static final String IDEMPOTENCY_KEY = "idempotency-key";

  private final Executions executions;
  private final RouteRoles roles;

  public ExecutionCalls(Executions executions, RouteRoles roles) {
    this.executions = executions;
    this.roles = roles;
  }

  private <T> Mono<T> permitted(
      Route route, String action, String resource, Supplier<Mono<T>> work) {
    var task = AccessControl.Task.ofQualified("states:" + action, resource);
    return roles.permitted(route.credentials(), route.key().toString(), task, work);
  }

  Mono<GatewayResponse> start(
      Integration.StartExecution start, Route route, GatewayRequest request) {
    var command = command(start.stateMachineArn(), start.name(), start.input(), route, request);
    return permitted(
            route, "StartExecution", command.stateMachineArn(), () -> executions.start(command))
        .map(Answers.of(route.responses())::started);
  }

  Mono<GatewayResponse> startSync(
      Integration.StartSyncExecution start, Route route, GatewayRequest request) {
    var command = command(start.stateMachineArn(), start.name(), start.input(), route, request);
    return permitted(
            route,
            "StartSyncExecution",
            command.stateMachineArn(),
            () -> ended(command, route.responses()))
        .map(Answers.of(route.responses())::awaited);
  }

  private Mono<ExecutionDescription> ended(
      StartExecutionCommand command, Route.Responses responses) {
    return switch (responses.mode()) {
      // AWS has it for EXPRESS alone; for ourselves any machine can be waited for.
      case AWS ->
          executions.startAndAwait(command, responses.timeout(), RegisteredStateMachine::isExpress);
      case RESULT, PROXY -> executions.startAndAwait(command, responses.timeout());
    };
  }

  Mono<GatewayResponse> stop(Integration.StopExecution stop, Route route, GatewayRequest request) {
    var execution = required(stop.executionArn(), request);
    var error = optional(stop.error(), request);
    var cause = optional(stop.cause(), request);
    return permitted(
            route, "StopExecution", execution, () -> executions.stop(execution, error, cause))
        .map(stopDate -> Answers.of(route.responses()).stopped(execution, stopDate));
  }

  Mono<GatewayResponse> describe(
      Integration.DescribeExecution describe, Route route, GatewayRequest request) {
    var execution = required(describe.executionArn(), request);
    return permitted(route, "DescribeExecution", execution, () -> executions.describeAny(execution))
        .map(Answers.of(route.responses())::described);
  }

  /**
   * What to start. An {@code Idempotency-Key} names the execution, unless the route does, and makes
   * every request with it one start: API Gateway has no such header, so routes that answer as it
   * does have none either.
   */
  private static StartExecutionCommand command(
      ParameterMapping arn,
      @Nullable ParameterMapping name,
      @Nullable ParameterMapping input,
      Route route,
      GatewayRequest request) {
    var inputText = optional(input, request);
    var key =
        route.responses().mode() == Route.ResponseMode.AWS
            ? null
            : request.firstHeader(IDEMPOTENCY_KEY).orElse(null);
    var given = optional(name, request);
    return new StartExecutionCommand(
        required(arn, request),
        given == null && key != null ? nameOf(key) : given,
        inputText == null ? NO_INPUT : inputText,
        key != null && (given == null || given.equals(key)));
  }

  /** A key that is a name is one; any other gets one of its own. */
  static String nameOf(String key) {
    if (ResourceName.isValid(key)) {
      return key;
    }
    try {
      var digest =
          MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
      return "key-" + HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static String required(ParameterMapping parameter, GatewayRequest request) {
    return parameter
        .evaluate(request)
        .orElseThrow(() -> AwsError.validation("The request has no " + parameter));
  }

  private static @Nullable String optional(
      @Nullable ParameterMapping parameter, GatewayRequest request) {
    return parameter == null ? null : parameter.evaluate(request).orElse(null);
  }
}
