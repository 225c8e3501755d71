package dev.stateway.api.gateway.serve;

import dev.stateway.activities.lambda.FunctionInvocation;
import dev.stateway.api.error.AwsError;
import dev.stateway.api.gateway.integration.AuthorizerEvent;
import dev.stateway.api.gateway.integration.FunctionCalls;
import dev.stateway.api.gateway.mapping.GatewayRequest;
import dev.stateway.api.gateway.route.Authorization;
import dev.stateway.api.gateway.route.Route;
import dev.stateway.api.http.JsonAnswer;
import dev.stateway.api.http.RequestRefused;
import dev.stateway.translator.JsonText;
import dev.stateway.workflows.task.TaskFailedException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/**
 * Asks Lambda functions who may use routes, and keeps their answers as long as the authorizers say.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-lambda-authorizer.html">Lambda
 *     authorizers for HTTP APIs</a>
 */
public final class LambdaAuthorizers {
  private static final Logger LOG = LoggerFactory.getLogger(LambdaAuthorizers.class);

  /** API Gateway's limit. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private static final int MOST_ANSWERS = 10_000;

  private final FunctionCalls functions;
  private final Clock clock;
  private final Map<Key, Kept> answers =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Kept> eldest) {
          return size() > MOST_ANSWERS;
        }
      };

  /**
   * Authorizers.
   *
   * @param functions invokes them
   * @param clock says how long answers have been kept
   */
  public LambdaAuthorizers(FunctionCalls functions, Clock clock) {
    this.functions = functions;
    this.clock = clock;
  }

  private record Key(
      String apiId, String stage, Authorization.Lambda authorizer, List<String> identity) {}

  private record Kept(AuthorizerAnswer answer, Instant expires) {}

  /**
   * What the authorizer of a route says of a request. Fails with {@link RequestRefused}: 401 where
   * an identity source is missing or the function says Unauthorized, 500 where it fails.
   *
   * @param arn of the route
   */
  Mono<AuthorizerAnswer> ask(
      Authorization.Lambda authorizer, Route route, GatewayRequest request, String arn) {
    var identity = new ArrayList<String>();
    for (var source : authorizer.identitySources()) {
      var value = source.evaluate(request).filter(text -> !text.isEmpty());
      if (value.isEmpty()) {
        return Mono.error(unauthorized());
      }
      identity.add(value.get());
    }
    var key = new Key(route.api().id(), route.api().stage(), authorizer, List.copyOf(identity));
    return kept(key)
        .map(Mono::just)
        .orElseGet(() -> {
          var event = AuthorizerEvent.of(route, request, authorizer.version(), arn, identity);
          var function = authorizer.function().evaluate(request).orElse("");
          return invoke(authorizer, function, JsonText.write(event))
              .doOnNext(answer -> keep(key, answer));
        });
  }

  private synchronized Optional<AuthorizerAnswer> kept(Key key) {
    var kept = answers.get(key);
    if (kept != null && !clock.instant().isBefore(kept.expires())) {
      answers.remove(key);
      return Optional.empty();
    }
    return Optional.ofNullable(kept).map(Kept::answer);
  }

  private synchronized void keep(Key key, AuthorizerAnswer answer) {
    if (key.authorizer().ttl().isPositive()) {
      answers.put(key, new Kept(answer, clock.instant().plus(key.authorizer().ttl())));
    }
  }

  /** Forgets all answers of a stage. */
  public synchronized void forget(String apiId, String stage) {
    answers.keySet().removeIf(key -> key.apiId().equals(apiId) && key.stage().equals(stage));
  }

  private Mono<AuthorizerAnswer> invoke(
      Authorization.Lambda authorizer, String function, String event) {
    return functions
        .invoke(authorizer.credentials(), authorizer.name(), function, event)
        .timeout(PATIENCE)
        .map(answer -> read(answer, function, authorizer.simple()))
        .onErrorMap(AwsError.class, denied -> failed(function, denied.text()))
        .onErrorMap(TaskFailedException.class, failure -> failed(function, failure.toString()))
        .onErrorMap(TimeoutException.class, _ -> failed(function, "it takes too long"));
  }

  private static AuthorizerAnswer read(
      FunctionInvocation.Answer answer, String function, boolean simple) {
    if (answer.failed()) {
      // As functions say no: by an error of this text.
      throw answer.payload().contains("\"errorMessage\"")
              && JsonText.parse(answer.payload())
                  .path("errorMessage")
                  .asString("")
                  .equals("Unauthorized")
          ? unauthorized()
          : failed(function, answer.payload());
    }
    return AuthorizerAnswer.read(answer.payload(), simple)
        .orElseThrow(() -> failed(function, "its answer is none of an authorizer"));
  }

  private static RequestRefused failed(String function, String reason) {
    LOG.warn("the authorizer {} failed: {}", function, reason);
    return new RequestRefused(JsonAnswer.message(500, "Internal Server Error"));
  }

  private static RequestRefused unauthorized() {
    return new RequestRefused(JsonAnswer.message(401, "Unauthorized"));
  }
}
