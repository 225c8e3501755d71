package dev.stateway.api.gateway.serve;

import dev.stateway.api.error.AwsError;
import dev.stateway.api.execution.Executions;
import dev.stateway.api.gateway.answer.Answers;
import dev.stateway.api.gateway.mapping.ResponseMapping;
import dev.stateway.api.gateway.route.ErrorTable;
import dev.stateway.api.gateway.route.LocationTemplate;
import dev.stateway.api.gateway.route.Route;
import java.time.Duration;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.MediaType;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.web.reactive.function.BodyInserters;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Answers how any execution stands, in the words of result routes, or how it goes on. */
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
  private static final ParameterizedTypeReference<ServerSentEvent<String>> EVENT =
      new ParameterizedTypeReference<>() {};

  private final Executions executions;
  private final ExecutionStream stream;

  public ExecutionHandler(Executions executions) {
    this.executions = executions;
    this.stream = new ExecutionStream(executions, ANSWERS);
  }

  /** How the execution of the path stands; its events for who accepts {@code text/event-stream}. */
  public Mono<ServerResponse> describe(ServerRequest request) {
    var arn = request.pathVariable("arn");
    var answer = wantsEvents(request) ? events(arn, request) : description(arn);
    return answer.onErrorResume(
        AwsError.class, error -> GatewayHandler.respond(ANSWERS.refused(error)));
  }

  private static boolean wantsEvents(ServerRequest request) {
    return request.headers().accept().stream()
        .anyMatch(type -> type.equalsTypeAndSubtype(MediaType.TEXT_EVENT_STREAM));
  }

  private Mono<ServerResponse> description(String arn) {
    return executions.describeAny(arn).map(ANSWERS::described).flatMap(GatewayHandler::respond);
  }

  private Mono<ServerResponse> events(String arn, ServerRequest request) {
    var seen = String.valueOf(request.headers().firstHeader("Last-Event-ID"));
    var after = seen.matches("\\d{1,9}") ? Long.parseLong(seen) : 0;
    return stream
        .of(arn, after)
        .flatMap(events ->
            ServerResponse.ok()
                .contentType(MediaType.TEXT_EVENT_STREAM)
                .header("Cache-Control", "no-store")
                .body(BodyInserters.fromPublisher(events, EVENT)));
  }
}
