package dev.stateway.api.gateway.integration;

import dev.stateway.activities.lambda.FunctionInvocation;
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
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** Invokes Lambda functions with requests as their events. */
public final class LambdaCalls implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LambdaCalls.class);
  private static final String ERROR = "Internal Server Error";

  private final FunctionInvocation functions;
  private final Scheduler scheduler =
      Schedulers.fromExecutor(task -> Thread.ofVirtual().name("gateway-lambda").start(task));

  public LambdaCalls(FunctionInvocation functions) {
    this.functions = functions;
  }

  Mono<GatewayResponse> call(Integration.LambdaProxy lambda, Route route, GatewayRequest request) {
    var function = lambda.function().evaluate(request).orElse("");
    var isVersion2 = lambda.version() == PayloadFormat.V2;
    var event = JsonText.write(LambdaEvent.of(route, request, isVersion2));
    return Mono.fromCallable(() -> functions.invoke(function, event))
        .subscribeOn(scheduler)
        .timeout(route.responses().timeout())
        .map(answer -> answer(answer, isVersion2, function))
        .onErrorResume(TaskFailedException.class, failure -> Mono.just(refused(failure, function)))
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

  @Override
  public void close() {
    scheduler.dispose();
  }
}
