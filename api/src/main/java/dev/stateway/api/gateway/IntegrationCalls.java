package dev.stateway.api.gateway;

import dev.stateway.api.error.AwsError;
import dev.stateway.api.execution.ExecutionDescription;
import dev.stateway.api.execution.Executions;
import dev.stateway.api.execution.StartExecutionCommand;
import dev.stateway.api.http.JsonAnswer;
import dev.stateway.api.registry.RegisteredStateMachine;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Calls what a route is integrated with. */
final class IntegrationCalls implements GatewayHandler.Calls {
  private static final String NO_INPUT = "{}";

  private final Executions executions;

  IntegrationCalls(Executions executions) {
    this.executions = executions;
  }

  @Override
  public Mono<JsonAnswer> call(Route route, GatewayRequest request) {
    var answers = Answers.of(route.responses());
    return Mono.defer(() -> call(route, request, answers));
  }

  private Mono<JsonAnswer> call(Route route, GatewayRequest request, Answers answers) {
    return switch (route.integration()) {
      case Integration.StartExecution(var arn, var name, var input) ->
          executions.start(command(arn, name, input, request)).map(answers::started);
      case Integration.StartSyncExecution(var arn, var name, var input) ->
          startSync(command(arn, name, input, request), route.responses()).map(answers::awaited);
      case Integration.StopExecution(var arn, var error, var cause) -> {
        var execution = required(arn, request);
        yield executions
            .stop(execution, optional(error, request), optional(cause, request))
            .map(stopDate -> answers.stopped(execution, stopDate));
      }
      case Integration.DescribeExecution(var arn) ->
          executions.describeAny(required(arn, request)).map(answers::described);
    };
  }

  private Mono<ExecutionDescription> startSync(
      StartExecutionCommand command, Route.Responses responses) {
    return switch (responses.mode()) {
      // AWS has it for EXPRESS alone; for ourselves any machine can be waited for.
      case AWS ->
          executions.startAndAwait(command, responses.timeout(), RegisteredStateMachine::isExpress);
      case RESULT -> executions.startAndAwait(command, responses.timeout());
    };
  }

  private static StartExecutionCommand command(
      ParameterMapping arn,
      @Nullable ParameterMapping name,
      @Nullable ParameterMapping input,
      GatewayRequest request) {
    var inputText = optional(input, request);
    return new StartExecutionCommand(
        required(arn, request), optional(name, request), inputText == null ? NO_INPUT : inputText);
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
