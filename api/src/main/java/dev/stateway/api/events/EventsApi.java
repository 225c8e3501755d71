package dev.stateway.api.events;

import dev.stateway.api.auth.AccessControl;
import dev.stateway.api.auth.AccessControl.Task;
import dev.stateway.api.auth.Authenticator;
import dev.stateway.api.auth.Caller;
import dev.stateway.api.auth.IncomingRequest;
import dev.stateway.api.error.AwsError;
import dev.stateway.api.states.JsonApi;
import dev.stateway.api.states.Operation;
import dev.stateway.api.states.PageTokens;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/** What of the EventBridge API there is: the management of connections. */
final class EventsApi implements JsonApi {
  private final Map<String, Operation<?, ?>> operations;
  private final AccessControl access;
  private final ConnectionRegistry registry;

  EventsApi(ConnectionRegistry registry, PageTokens tokens, AccessControl access) {
    this.registry = registry;
    this.access = access;
    this.operations =
        List.<Operation<?, ?>>of(
                new CreateConnection(registry),
                new DeauthorizeConnection(registry),
                new DeleteConnection(registry),
                new DescribeConnection(registry),
                new ListConnections(registry, tokens),
                new UpdateConnection(registry))
            .stream()
            .collect(Collectors.toUnmodifiableMap(Operation::name, Function.identity()));
  }

  @Override
  public String target() {
    return "AWSEvents";
  }

  @Override
  public String version() {
    return "1.1";
  }

  @Override
  public Operation<?, ?> named(String name) {
    var operation = operations.get(name);
    if (operation == null) {
      throw AwsError.unknownOperation(name);
    }
    return operation;
  }

  @Override
  public Mono<Caller> authenticate(IncomingRequest request, String target, String requestId) {
    var operation = target.substring(target.indexOf('.') + 1);
    return access.authenticate(request, Authenticator.EVENTS, action(operation), requestId);
  }

  @Override
  public <O> Mono<O> perform(
      Caller caller, String operation, JsonNode request, Supplier<Mono<O>> work) {
    var resource = registry.arn(request.path("Name").stringValue("*"));
    return access.perform(caller, Task.of(action(operation), resource), work);
  }

  private static String action(String operation) {
    return "events:" + operation;
  }
}
