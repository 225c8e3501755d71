package dev.stateway.api.events;

import dev.stateway.api.states.Operation;
import dev.stateway.api.states.RequestMembers;
import dev.stateway.translator.JsonText;
import java.util.Map;
import reactor.core.publisher.Mono;

/**
 * Removes all parameters of a connection, which an update can give it anew.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_DeauthorizeConnection.html">DeauthorizeConnection</a>
 */
final class DeauthorizeConnection implements Operation<String, Map<String, Object>> {
  private final ConnectionRegistry registry;

  DeauthorizeConnection(ConnectionRegistry registry) {
    this.registry = registry;
  }

  @Override
  public String name() {
    return "DeauthorizeConnection";
  }

  @Override
  public String read(RequestMembers members) {
    return ConnectionMembers.name(members);
  }

  @Override
  public Mono<Map<String, Object>> run(String name) {
    return registry
        .change(
            name,
            before ->
                before.with(
                    before.description(), before.type(), JsonText.MAPPER.createObjectNode()))
        .map(connection -> connection.summary(ConnectionState.DEAUTHORIZING));
  }
}
