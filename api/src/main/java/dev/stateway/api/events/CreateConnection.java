package dev.stateway.api.events;

import dev.stateway.api.error.AwsError;
import dev.stateway.api.states.Operation;
import dev.stateway.api.states.RequestMembers;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import tools.jackson.databind.node.ObjectNode;

/**
 * Makes a connection.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_CreateConnection.html">CreateConnection</a>
 */
final class CreateConnection implements Operation<CreateConnection.Request, Map<String, Object>> {
  private final ConnectionRegistry registry;

  CreateConnection(ConnectionRegistry registry) {
    this.registry = registry;
  }

  record Request(
      String name,
      @Nullable String description,
      Optional<AuthorizationType> type,
      Optional<ObjectNode> parameters) {}

  @Override
  public String name() {
    return "CreateConnection";
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
    var type = request.type().orElseThrow(() -> missing("AuthorizationType"));
    var parameters = request.parameters().orElseThrow(() -> missing("AuthParameters"));
    return registry
        .create(
            request.name(), request.description(), type, AuthParameters.checked(type, parameters))
        .map(connection -> connection.summary("AUTHORIZED"));
  }

  private static AwsError missing(String member) {
    return AwsError.validation("Parameter " + member + " is required");
  }
}
