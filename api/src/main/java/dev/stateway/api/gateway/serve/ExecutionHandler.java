package dev.stateway.api.gateway.serve;

import dev.stateway.api.error.AwsError;
import dev.stateway.api.execution.Executions;
import dev.stateway.api.gateway.answer.Answers;
import dev.stateway.api.gateway.mapping.ResponseMapping;
import dev.stateway.api.gateway.route.ErrorTable;
import dev.stateway.api.gateway.route.LocationTemplate;
import dev.stateway.api.gateway.route.Route;
import java.time.Duration;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Answers how any execution stands, in the words of result routes. */
public final class ExecutionHandler {
  private static final Answers ANSWERS =
      Answers.of(
          new Route.Responses(
              Route.ResponseMode.RESULT,
              ErrorTable.EMPTY,
              LocationTemplate.BY_ARN,
              true,
              Duration.ZERO,
              ResponseMapping.NONE));

  private final Executions executions;

  public ExecutionHandler(Executions executions) {
    this.executions = executions;
  }

  public Mono<ServerResponse> describe(ServerRequest request) {
    return executions
        .describeAny(request.pathVariable("arn"))
        .map(ANSWERS::described)
        .onErrorResume(AwsError.class, error -> Mono.just(ANSWERS.refused(error)))
        .flatMap(GatewayHandler::respond);
  }
}
