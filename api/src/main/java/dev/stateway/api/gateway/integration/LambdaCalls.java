package dev.stateway.api.gateway.integration;

import dev.stateway.activities.lambda.FunctionInvocation;
import dev.stateway.api.error.AwsError;
import dev.stateway.api.gateway.answer.ProxyResult;
import dev.stateway.api.gateway.mapping.GatewayRequest;
import dev.stateway.api.gateway.mapping.GatewayResponse;
import dev.stateway.api.gateway.route.Integration;
import dev.stateway.api.gateway.route.Integration.PayloadFormat;
import dev.stateway.api.gateway.route.Route;
import dev.stateway.translator.JsonText;
import dev.stateway.workflows.task.TaskFailedException;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/** Invokes Lambda functions with requests as their events. */
public final class LambdaCalls {
  private static final Logger LOG = LoggerFactory.getLogger(LambdaCalls.class);
  private static final String ERROR = "Internal Server Error";

  private final FunctionCalls functions;

  public LambdaCalls(FunctionCalls functions) {
    this.functions = functions;
  }

  Mono<GatewayResponse> call(Integration.LambdaProxy lambda, Route route, GatewayRequest request) {
    var function = lambda.function().evaluate(request).orElse("");
    var isVersion2 = lambda.version() == PayloadFormat.V2;
    var event = JsonText.write(LambdaEvent.of(route, request, isVersion2));
    return functions
        .invoke(route.credentials(), route.key().toString(), function, event)
        .timeout(route.responses().timeout())
        .map(answer -> answer(answer, isVersion2, function))
        .onErrorResume(TaskFailedException.class, failure -> Mono.just(refused(failure, function)))
        .onErrorResume(
            AwsError.class,
            denied ->
                denied.isUnavailable() ? Mono.error(denied) : Mono.just(denied(denied, function)))
        .onErrorResume(
            TimeoutException.class,
            _ -> Mono.just(GatewayResponse.message(503, "Service Unavailable")));
  }

  private static GatewayResponse answer(
      FunctionInvocation.Answer answer, boolean isVersion2, String function) {
    if (answer.failed()) {
      LOG.warn("the function {} failed: {}", function, answer.payload());
      return GatewayResponse.message(500, ERROR);
    }
    var result =
        isVersion2
            ? ProxyResult.inferred(answer.payload())
            : ProxyResult.explicit(answer.payload());
    return result.orElseGet(() -> {
      LOG.warn("the function {} gave no answer that API Gateway understands", function);
      return GatewayResponse.message(500, ERROR);
    });
  }

  private static GatewayResponse refused(TaskFailedException failure, String function) {
    LOG.warn("the function {} could not be invoked: {}", function, failure.getMessage());
    return "Lambda.TooManyRequestsException".equals(failure.error())
        ? GatewayResponse.message(503, "Service Unavailable").withRetryAfter()
        : GatewayResponse.message(500, ERROR);
  }

  /** The client is not told what is wrong with the route; the log is. */
  private static GatewayResponse denied(AwsError denied, String function) {
    LOG.warn("the function {} may not be invoked: {}", function, denied.text());
    return GatewayResponse.message(500, ERROR);
  }
}
