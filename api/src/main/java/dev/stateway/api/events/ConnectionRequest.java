package dev.stateway.api.events;

import dev.stateway.api.error.AwsError;
import dev.stateway.api.states.RequestMembers;
import dev.stateway.translator.JsonText;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * What CreateConnection and UpdateConnection say of a connection.
 *
 * @param name which one
 * @param description for people
 * @param type how it proves who calls
 * @param parameters AuthParameters, complete or not
 */
record ConnectionRequest(
    String name,
    @Nullable String description,
    Optional<AuthorizationType> type,
    Optional<ObjectNode> parameters) {
  static ConnectionRequest of(RequestMembers members) {
    return new ConnectionRequest(
        ConnectionMembers.name(members),
        members.optional("Description", ConnectionMembers.DESCRIPTION),
        members.optional("AuthorizationType", AuthorizationType.class),
        ConnectionMembers.authParameters(members));
  }

  /**
   * The type of a new connection.
   *
   * @throws AwsError ValidationException
   */
  AuthorizationType requiredType() {
    return type.orElseThrow(() -> absent("authorizationType"));
  }

  /**
   * The parameters of a new connection.
   *
   * @throws AwsError ValidationException
   */
  ObjectNode requiredParameters() {
    return AuthParameters.checked(
        requiredType(), parameters.orElseThrow(() -> absent("authParameters")));
  }

  /**
   * The connection that there is, changed: what the request does not say stays as it is.
   *
   * @throws AwsError ValidationException
   */
  StoredConnection applied(StoredConnection before) {
    var its = type.orElse(before.type());
    var isTheSame = its == before.type() && parameters.isEmpty();
    return before.with(
        description == null ? before.description() : description,
        its,
        isTheSame
            ? before.parameters()
            : AuthParameters.updated(
                before.parameters(), its, parameters.orElseGet(JsonText.MAPPER::createObjectNode)));
  }

  private static AwsError absent(String member) {
    return AwsError.validation(
        "1 validation error detected: Value null at '"
            + member
            + "' failed to satisfy constraint: Member must not be null");
  }
}
