package dev.stateway.api.gateway.integration;

import dev.stateway.activities.aws.SdkJson;
import dev.stateway.api.gateway.mapping.GatewayRequest;
import dev.stateway.api.gateway.route.Integration;
import dev.stateway.api.http.JsonAnswer;
import dev.stateway.api.http.RequestRefused;
import dev.stateway.translator.JsonText;
import dev.stateway.workflows.task.TaskFailedException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Base64;
import java.util.Set;
import java.util.TreeMap;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkPojo;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The parameters of an AWS service's action for one request: mappings give texts, services want
 * numbers, lists, objects and times too.
 */
final class ServiceParameters {
  private static final Set<String> NUMBERS =
      Set.of("DelaySeconds", "MaxNumberOfMessages", "VisibilityTimeout", "WaitTimeSeconds");
  private static final Set<String> LISTS =
      Set.of("AttributeNames", "MessageAttributeNames", "Resources");
  private static final Set<String> OBJECTS = Set.of("MessageAttributes", "MessageSystemAttributes");
  private static final String DATA = "Data";

  private final ObjectNode members;
  private final SdkBytes data;

  private ServiceParameters(ObjectNode members, SdkBytes data) {
    this.members = members;
    this.data = data;
  }

  /**
   * Those of this request.
   *
   * @throws RequestRefused a value that is needed is not there or not of its kind
   */
  static ServiceParameters of(Integration.AwsService service, GatewayRequest request) {
    var members = JsonText.MAPPER.createObjectNode();
    var data = SdkBytes.fromByteArray(new byte[0]);
    for (var parameter : new TreeMap<>(service.parameters()).entrySet()) {
      var name = parameter.getKey();
      var value = parameter.getValue().evaluate(request);
      if (value.isEmpty()) {
        if (service.action().required().contains(name)) {
          throw refusal("The request has no " + parameter.getValue());
        }
      } else if (name.equals(DATA)) {
        data = bytes(value.get());
      } else {
        members.set(name, converted(name, value.get()));
      }
    }
    return new ServiceParameters(members, data);
  }

  private static SdkBytes bytes(String text) {
    try {
      return SdkBytes.fromByteArray(Base64.getDecoder().decode(text));
    } catch (IllegalArgumentException notBase64) {
      throw refusal("Data must be Base64");
    }
  }

  private static JsonNode converted(String name, String text) {
    if (NUMBERS.contains(name)) {
      if (!text.matches("\\d{1,9}")) {
        throw refusal(name + " must be a number");
      }
      return JsonText.parse(Integer.toString(Integer.parseInt(text)));
    }
    if (LISTS.contains(name)) {
      return list(name, text);
    }
    if (OBJECTS.contains(name)) {
      var object = tree(name, text);
      if (!object.isObject()) {
        throw refusal(name + " must be a JSON object");
      }
      return object;
    }
    return name.equals("Time") ? time(text) : JsonText.MAPPER.getNodeFactory().stringNode(text);
  }

  /** A JSON array, or names with commas between them. */
  private static JsonNode list(String name, String text) {
    if (text.strip().startsWith("[")) {
      return tree(name, text);
    }
    var list = JsonText.MAPPER.createArrayNode();
    for (var item : text.split(",", -1)) {
      list.add(item.strip());
    }
    return list;
  }

  private static JsonNode tree(String name, String text) {
    try {
      return JsonText.parse(text);
    } catch (JacksonException notJson) {
      throw refusal(name + " is not JSON");
    }
  }

  private static JsonNode time(String text) {
    try {
      return JsonText.parse(Long.toString(Instant.parse(text).toEpochMilli()));
    } catch (DateTimeParseException malformed) {
      throw refusal("Time must be like 2024-12-31T23:59:59Z");
    }
  }

  /** The Data of a Kinesis record. */
  SdkBytes data() {
    return data;
  }

  /**
   * This request's builder with the parameters.
   *
   * @throws RequestRefused one is not of its kind
   */
  <B extends SdkPojo> B fill(B builder) {
    return filled(builder, members);
  }

  /** The same for a request that takes a list of Entries: with this one. */
  <B extends SdkPojo> B fillEntry(B builder) {
    var entries = JsonText.MAPPER.createObjectNode();
    entries.putArray("Entries").add(members);
    return filled(builder, entries);
  }

  private static <B extends SdkPojo> B filled(B builder, JsonNode members) {
    try {
      return SdkJson.OPTIMISED.fill(builder, members);
    } catch (TaskFailedException malformed) {
      throw refusal(String.valueOf(malformed.getMessage()));
    }
  }

  private static RequestRefused refusal(String message) {
    return new RequestRefused(JsonAnswer.message(400, message));
  }
}
