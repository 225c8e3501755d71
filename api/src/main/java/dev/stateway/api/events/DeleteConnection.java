package dev.stateway.api.events;

import dev.stateway.api.states.Operation;
import dev.stateway.api.states.RequestMembers;
import java.util.Map;
import reactor.core.publisher.Mono;

/**
 * Removes a connection.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_DeleteConnection.html">DeleteConnection</a>
 */
final class DeleteConnection implements Operation<String, Map<String, Object>> {
  private final ConnectionRegistry registry;

  DeleteConnection(ConnectionRegistry registry) {
    this.registry = registry;
  }

  @Override
  public String name() {
    return "DeleteConnection";
  }

  @Override
  public String read(RequestMembers members) {
    return ConnectionMembers.name(members);
  }

  @Override
  public Mono<Map<String, Object>> run(String name) {
    return registry.delete(name).map(connection -> connection.summary(ConnectionState.DELETING));
  }
}
