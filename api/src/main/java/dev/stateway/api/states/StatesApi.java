package dev.stateway.api.states;

import dev.stateway.api.auth.Caller;
import dev.stateway.api.auth.IncomingRequest;
import java.util.function.Supplier;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/**
 * The Step Functions API.
 *
 * @param operations what it can do
 * @param access who may
 */
record StatesApi(Operations operations, OperationAccess access) implements JsonApi {
  @Override
  public String target() {
    return "AWSStepFunctions";
  }

  @Override
  public String version() {
    return "1.0";
  }

  @Override
  public Operation<?, ?> named(String name) {
    return operations.named(name);
  }

  @Override
  public Mono<Caller> authenticate(IncomingRequest request, String target, String requestId) {
    return access.authenticate(request, target, requestId);
  }

  @Override
  public <O> Mono<O> perform(
      Caller caller, String operation, JsonNode request, Supplier<Mono<O>> work) {
    return access.perform(caller, operation, request, work);
  }
}
