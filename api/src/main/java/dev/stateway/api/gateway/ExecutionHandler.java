package dev.stateway.api.gateway;

import dev.stateway.api.error.AwsError;
import dev.stateway.api.execution.Executions;
import java.time.Duration;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Answers how any execution stands, in the words of result routes. */
final class ExecutionHandler {
  private static final Answers ANSWERS =
      Answers.of(
          new Route.Responses(
              Route.ResponseMode.RESULT,
              ErrorTable.EMPTY,
              LocationTemplate.BY_ARN,
              true,
              Duration.ZERO));

  private final Executions executions;

  ExecutionHandler(Executions executions) {
    this.executions = executions;
  }

  Mono<ServerResponse> describe(ServerRequest request) {
    return executions
        .describeAny(request.pathVariable("arn"))
        .map(ANSWERS::described)
        .onErrorResume(AwsError.class, error -> Mono.just(ANSWERS.refused(error)))
        .flatMap(answer -> answer.toResponse());
  }
}
