package dev.stateway.api.gateway.integration;

import dev.stateway.activities.lambda.FunctionInvocation;
import dev.stateway.activities.lambda.FunctionInvocation.Answer;
import dev.stateway.api.auth.AccessControl.Task;
import dev.stateway.api.gateway.route.Credentials;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Invokes Lambda functions for routes and their authorizers, as whom these say.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html">Lambda
 *     proxy integrations</a>
 */
public final class FunctionCalls implements AutoCloseable {
  private final FunctionInvocation functions;
  private final RouteRoles roles;
  private final Scheduler scheduler =
      Schedulers.fromExecutor(task -> Thread.ofVirtual().name("gateway-lambda").start(task));

  /**
   * Calls of functions.
   *
   * @param functions where functions run
   * @param roles asked whether the function may be invoked
   */
  public FunctionCalls(FunctionInvocation functions, RouteRoles roles) {
    this.functions = functions;
    this.roles = roles;
  }

  /**
   * What a function answers. Fails with AccessDeniedException ({@link
   * dev.stateway.api.error.AwsError}) where it may not be invoked, and with {@link
   * dev.stateway.workflows.task.TaskFailedException} where it cannot be.
   *
   * @param session the name of a role's session, of any text
   * @param function name, partial ARN or ARN
   * @param event JSON text
   */
  public Mono<Answer> invoke(
      Credentials credentials, String session, String function, String event) {
    return Mono.defer(() -> {
      var task = Task.of("lambda:InvokeFunction", functions.arn(function));
      return roles.permitted(
          credentials,
          session,
          task,
          () ->
              Mono.fromCallable(() -> functions.invoke(function, event, roles.ofAws(credentials)))
                  .subscribeOn(scheduler));
    });
  }

  @Override
  public void close() {
    scheduler.dispose();
  }
}
