package dev.stateway.api.gateway.integration;

import dev.stateway.api.auth.AccessControl;
import dev.stateway.api.auth.AccessControl.Task;
import dev.stateway.api.auth.Caller;
import dev.stateway.api.auth.IncomingRequest;
import dev.stateway.api.auth.Principal;
import dev.stateway.api.auth.identity.ServiceRoles;
import dev.stateway.api.auth.identity.ServiceRoles.Purpose;
import dev.stateway.api.auth.identity.ServiceRoles.Service;
import dev.stateway.api.gateway.route.Credentials;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Lets routes and their authorizers do what those may as whom they act.
 *
 * @param roles assumes roles
 * @param access decides what they may
 */
public record RouteRoles(ServiceRoles roles, AccessControl access) {
  /**
   * Does it, if they may; who acts for itself may everything.
   *
   * <p>Fails with AccessDeniedException ({@link dev.stateway.api.error.AwsError}): the role does
   * not trust API Gateway, or it, or the caller, is not allowed the task.
   *
   * @param session the name of a role's session, of any text
   */
  public <T> Mono<T> permitted(
      Credentials credentials, String session, Task task, Supplier<Mono<T>> work) {
    return switch (credentials) {
      case Credentials.Own() -> Mono.defer(work);
      case Credentials.Caller() -> asCaller(task, work);
      case Credentials.Role(var arn) -> asRole(arn, session, task, work);
    };
  }

  private <T> Mono<T> asCaller(Task task, Supplier<Mono<T>> work) {
    return Mono.deferContextual(context ->
        Caller.in(context)
            .map(caller -> access.perform(caller, task, work))
            .orElseGet(() -> Mono.error(new IllegalStateException("the caller is not known"))));
  }

  /** As the role, in the name of the caller: an execution carries who asked for it. */
  private <T> Mono<T> asRole(String role, String session, Task task, Supplier<Mono<T>> work) {
    return Mono.deferContextual(context -> {
      var caller = Caller.in(context);
      access.require(
          new Caller(
              assume(role, session),
              caller.map(Caller::request).orElseGet(IncomingRequest::ofStateway),
              caller.map(Caller::requestId).orElseGet(() -> UUID.randomUUID().toString())),
          task,
          null);
      return work.get();
    });
  }

  /**
   * A session of a role, for what AWS decides on otherwise.
   *
   * @param session its name, of any text
   * @throws dev.stateway.api.error.AwsError AccessDeniedException: the role does not trust API
   *     Gateway, or is not known where it has to be
   */
  Principal assume(String role, String session) {
    return roles.assume(role, new Purpose(Service.API_GATEWAY, "", session));
  }

  /** The role to be assumed on AWS for what is called there: one that is known only there. */
  public @Nullable String ofAws(Credentials credentials) {
    return switch (credentials) {
      case Credentials.Own(), Credentials.Caller() -> null;
      case Credentials.Role(var arn) -> roles.knows(arn) ? null : arn;
    };
  }
}
