package dev.stateway.api.events;

import dev.stateway.api.states.Operation;
import dev.stateway.api.states.RequestMembers;
import java.util.Map;
import reactor.core.publisher.Mono;

/**
 * Shows a connection, without its secrets.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_DescribeConnection.html">DescribeConnection</a>
 */
final class DescribeConnection implements Operation<String, Map<String, Object>> {
  private final ConnectionRegistry registry;

  DescribeConnection(ConnectionRegistry registry) {
    this.registry = registry;
  }

  @Override
  public String name() {
    return "DescribeConnection";
  }

  @Override
  public String read(RequestMembers members) {
    return ConnectionMembers.name(members);
  }

  @Override
  public Mono<Map<String, Object>> run(String name) {
    return registry.named(name).map(DescribeConnection::described);
  }

  private static Map<String, Object> described(StoredConnection connection) {
    var members = connection.named();
    if (connection.description() != null) {
      members.put("Description", connection.description());
    }
    members.put("SecretArn", connection.secretArn());
    members.put("AuthParameters", AuthParameters.shown(connection.parameters()));
    return members;
  }
}
