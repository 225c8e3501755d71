package dev.stateway.api.events;

import dev.stateway.api.states.Operation;
import dev.stateway.api.states.RequestMembers;
import java.util.Map;
import reactor.core.publisher.Mono;

/**
 * Makes a connection.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_CreateConnection.html">CreateConnection</a>
 */
final class CreateConnection implements Operation<ConnectionRequest, Map<String, Object>> {
  private final ConnectionRegistry registry;

  CreateConnection(ConnectionRegistry registry) {
    this.registry = registry;
  }

  @Override
  public String name() {
    return "CreateConnection";
  }

  @Override
  public ConnectionRequest read(RequestMembers members) {
    return ConnectionRequest.of(members);
  }

  @Override
  public Mono<Map<String, Object>> run(ConnectionRequest request) {
    return registry
        .create(
            request.name(),
            request.description(),
            request.requiredType(),
            request.requiredParameters())
        .map(connection -> connection.summary(ConnectionState.AUTHORIZED));
  }
}
