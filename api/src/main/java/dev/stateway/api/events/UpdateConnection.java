package dev.stateway.api.events;

import dev.stateway.api.states.Operation;
import dev.stateway.api.states.RequestMembers;
import dev.stateway.translator.JsonText;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import tools.jackson.databind.node.ObjectNode;

/**
 * Changes a connection: what the request does not say stays as it is.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_UpdateConnection.html">UpdateConnection</a>
 */
final class UpdateConnection implements Operation<UpdateConnection.Request, Map<String, Object>> {
  private final ConnectionRegistry registry;

  UpdateConnection(ConnectionRegistry registry) {
    this.registry = registry;
  }

  record Request(
      String name,
      @Nullable String description,
      Optional<AuthorizationType> type,
      Optional<ObjectNode> parameters) {}

  @Override
  public String name() {
    return "UpdateConnection";
  }

  @Override
  public Request read(RequestMembers members) {
    return new Request(
        ConnectionMembers.name(members),
        members.optional("Description", ConnectionMembers.DESCRIPTION),
        members.optional("AuthorizationType", AuthorizationType.class),
        ConnectionMembers.authParameters(members));
  }

  @Override
  public Mono<Map<String, Object>> run(Request request) {
    return registry
        .change(request.name(), before -> changed(before, request))
        .map(connection -> connection.summary("AUTHORIZED"));
  }

  private static StoredConnection changed(StoredConnection before, Request request) {
    var type = request.type().orElse(before.type());
    var update = request.parameters().orElseGet(JsonText.MAPPER::createObjectNode);
    return new StoredConnection(
        before.arn(),
        before.name(),
        before.id(),
        request.description() == null ? before.description() : request.description(),
        type,
        AuthParameters.updated(before.parameters(), type, update),
        before.createdAt(),
        before.updatedAt());
  }
}
