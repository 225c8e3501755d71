package dev.stateway.api.events;

import dev.stateway.api.states.Operation;
import dev.stateway.api.states.RequestMembers;
import java.util.Map;
import reactor.core.publisher.Mono;

/**
 * Changes a connection: what the request does not say stays as it is.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_UpdateConnection.html">UpdateConnection</a>
 */
final class UpdateConnection implements Operation<ConnectionRequest, Map<String, Object>> {
  private final ConnectionRegistry registry;

  UpdateConnection(ConnectionRegistry registry) {
    this.registry = registry;
  }

  @Override
  public String name() {
    return "UpdateConnection";
  }

  @Override
  public ConnectionRequest read(RequestMembers members) {
    return ConnectionRequest.of(members);
  }

  @Override
  public Mono<Map<String, Object>> run(ConnectionRequest request) {
    return registry
        .change(request.name(), request::applied)
        .map(connection -> connection.summary(connection.state()));
  }
}
