package dev.stateway.api.events;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A connection as it is kept.
 *
 * @param arn without the id: what policies name
 * @param name its name
 * @param id what its ARN ends with: another one for another connection of that name
 * @param description for people
 * @param type how it proves who calls
 * @param parameters AuthParameters, with their secrets
 * @param createdAt when it was made
 * @param updatedAt when it was changed
 */
record StoredConnection(
    String arn,
    String name,
    String id,
    @Nullable String description,
    AuthorizationType type,
    JsonNode parameters,
    Instant createdAt,
    Instant updatedAt) {
  private static final int SECRET_SUFFIX = 6;

  /** This connection with other parameters. */
  StoredConnection with(
      @Nullable String otherDescription, AuthorizationType otherType, JsonNode otherParameters) {
    return new StoredConnection(
        arn, name, id, otherDescription, otherType, otherParameters, createdAt, updatedAt);
  }

  /** This connection, changed at this time. */
  StoredConnection at(Instant time) {
    return new StoredConnection(arn, name, id, description, type, parameters, createdAt, time);
  }

  /** It is authorized as long as it has all that is needed to prove who calls. */
  ConnectionState state() {
    return AuthParameters.areComplete(type, parameters)
        ? ConnectionState.AUTHORIZED
        : ConnectionState.DEAUTHORIZED;
  }

  /** What all answers say of it. */
  Map<String, Object> summary(ConnectionState shown) {
    var members = new LinkedHashMap<String, Object>();
    members.put("ConnectionArn", arn + "/" + id);
    members.put("ConnectionState", shown.name());
    members.put("CreationTime", createdAt);
    members.put("LastModifiedTime", updatedAt);
    if (state() == ConnectionState.AUTHORIZED) {
      members.put("LastAuthorizedTime", updatedAt);
    }
    return members;
  }

  /** The ARN that its secret would have on AWS. */
  String secretArn() {
    var scope = arn.split(":", -1);
    return String.join(":", "arn", scope[1], "secretsmanager", scope[3], scope[4], "secret")
        + ":events!connection/"
        + name
        + "/"
        + id
        + "-"
        + id.substring(0, SECRET_SUFFIX);
  }

  /** Its summary with name and type, as lists and descriptions have it. */
  Map<String, Object> named() {
    var members = summary(state());
    members.put("Name", name);
    members.put("AuthorizationType", type.name());
    return members;
  }

  @Override
  public String toString() {
    return arn + "/" + id;
  }
}
