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
  /** What all answers say of it. */
  Map<String, Object> summary(String state) {
    var members = new LinkedHashMap<String, Object>();
    members.put("ConnectionArn", arn + "/" + id);
    members.put("ConnectionState", state);
    members.put("CreationTime", createdAt);
    members.put("LastModifiedTime", updatedAt);
    members.put("LastAuthorizedTime", updatedAt);
    return members;
  }

  /** Its summary with name and type, as lists and descriptions have it. */
  Map<String, Object> named() {
    var members = summary("AUTHORIZED");
    members.put("Name", name);
    members.put("AuthorizationType", type.name());
    return members;
  }

  @Override
  public String toString() {
    return arn + "/" + id;
  }
}
