package dev.stateway.activities.aws;

import dev.stateway.translator.JsonText;
import dev.stateway.workflows.task.TaskFailedException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.document.Document;
import software.amazon.awssdk.core.traits.DefaultValueTrait;
import software.amazon.awssdk.core.util.SdkAutoConstructList;
import software.amazon.awssdk.core.util.SdkAutoConstructMap;
import tools.jackson.databind.JsonNode;

/**
 * Requests and answers of the AWS SDK as Step Functions writes them: member names in PascalCase,
 * answers in the order of the names, bytes as the text they are in UTF-8, else in base64.
 *
 * <p>There are two styles: optimised integrations have the names of the service's model and times
 * in epoch milliseconds, SDK integrations the names of the SDK for Java and times in ISO 8601.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/dg/supported-services-awssdk.html">AWS
 *     SDK integrations</a>
 */
public final class SdkJson {
  /** How optimised integrations write. */
  public static final SdkJson OPTIMISED = new SdkJson(SdkMemberNames.ofModel(), false, false);

  /** The same, but with bytes as they are, in binary nodes: for what is not yet the answer. */
  public static final SdkJson BINARY = new SdkJson(SdkMemberNames.ofModel(), false, true);

  /** How {@code aws-sdk:} integrations write. */
  public static final SdkJson SDK = new SdkJson(SdkMemberNames.ofSdk(), true, false);

  private final SdkMemberNames names;
  private final boolean sdkStyle;
  private final boolean binary;
  private final SdkValues values;

  private SdkJson(SdkMemberNames names, boolean sdkStyle, boolean binary) {
    this.names = names;
    this.sdkStyle = sdkStyle;
    this.binary = binary;
    this.values = new SdkValues(this, sdkStyle);
  }

  /** The JSON of an answer or a part of one. */
  public JsonNode toJson(SdkPojo pojo) {
    var members = new TreeMap<String, JsonNode>();
    names
        .of(pojo)
        .forEach((name, field) -> {
          var value = field.getValueOrDefault(pojo);
          if (value != null && !isAbsent(value)) {
            members.put(name, valueToJson(value));
          }
        });
    var node = JsonText.MAPPER.createObjectNode();
    members.forEach(node::set);
    return node;
  }

  /**
   * Fills a request's builder with parameters.
   *
   * @throws TaskFailedException a parameter is unknown or of a wrong kind
   */
  public <B extends SdkPojo> B fill(B builder, JsonNode parameters) {
    fill(builder, parameters, "");
    return builder;
  }

  /**
   * Fills a request's builder with parameters, and idempotency tokens that are not among them with
   * ones made of the key: another try of the same attempt has the same.
   */
  public <B extends SdkPojo> B fill(B builder, JsonNode parameters, UUID idempotencyKey) {
    fill(builder, parameters, "");
    names
        .of(builder)
        .forEach((name, field) -> {
          if (field.containsTrait(DefaultValueTrait.class) && !parameters.hasNonNull(name)) {
            field.set(builder, idempotencyKey.toString());
          }
        });
    return builder;
  }

  void fill(SdkPojo builder, JsonNode parameters, String path) {
    if (!parameters.isObject()) {
      throw invalid(
          path.isEmpty()
              ? "The parameters must be an object"
              : "The value for the field '" + path + "' must be an object");
    }
    var fields = names.of(builder);
    for (var member : parameters.properties()) {
      var field = fields.get(member.getKey());
      if (field == null) {
        throw invalid("The field \"" + member.getKey() + "\" is not supported by Step Functions");
      }
      field.set(builder, value(field, path, member));
    }
  }

  private @Nullable Object value(
      SdkField<?> field, String path, Map.Entry<String, JsonNode> member) {
    var place = path.isEmpty() ? member.getKey() : path + "." + member.getKey();
    return values.of(field, place, member.getValue());
  }

  /** What the SDK puts where the service said nothing. */
  private boolean isAbsent(Object value) {
    return value instanceof SdkAutoConstructMap<?, ?>
        || (sdkStyle && value instanceof SdkAutoConstructList<?>);
  }

  private JsonNode valueToJson(Object value) {
    var nodes = JsonText.MAPPER.getNodeFactory();
    return switch (value) {
      case SdkPojo pojo -> toJson(pojo);
      case List<?> list -> {
        var array = JsonText.MAPPER.createArrayNode();
        list.forEach(item -> array.add(item == null ? nodes.nullNode() : valueToJson(item)));
        yield array;
      }
      case Map<?, ?> map -> {
        var node = JsonText.MAPPER.createObjectNode();
        map.forEach((key, item) ->
            node.set(String.valueOf(key), item == null ? nodes.nullNode() : valueToJson(item)));
        yield node;
      }
      case Instant instant ->
          sdkStyle
              ? nodes.stringNode(instant.toString())
              : nodes.numberNode(instant.toEpochMilli());
      case SdkBytes bytes -> bytesToJson(bytes);
      case Document document -> JsonText.MAPPER.valueToTree(document.unwrap());
      default -> JsonText.MAPPER.valueToTree(value);
    };
  }

  /** The JSON of bytes. */
  public JsonNode bytesToJson(SdkBytes bytes) {
    var nodes = JsonText.MAPPER.getNodeFactory();
    return binary ? nodes.binaryNode(bytes.asByteArray()) : nodes.stringNode(text(bytes));
  }

  /** The text that bytes are in UTF-8; base64 where they are none. */
  public static String text(SdkBytes bytes) {
    return utf8(bytes)
        .orElseGet(() -> Base64.getEncoder().encodeToString(bytes.asByteArrayUnsafe()));
  }

  /** The text that bytes are in UTF-8, if they are one. */
  public static Optional<String> utf8(SdkBytes bytes) {
    try {
      return Optional.of(
          StandardCharsets.UTF_8
              .newDecoder()
              .decode(ByteBuffer.wrap(bytes.asByteArrayUnsafe()))
              .toString());
    } catch (CharacterCodingException _) {
      return Optional.empty();
    }
  }

  /** The text of a parameter that must be one: a text as it is, anything else as JSON. */
  public static String asText(JsonNode parameter) {
    return SdkValues.text(parameter);
  }

  /** The bytes of a parameter that must be such: those of its text, unless it has its own. */
  public static SdkBytes asBytes(JsonNode parameter) {
    return parameter.isBinary()
        ? SdkBytes.fromByteArray(parameter.binaryValue())
        : SdkBytes.fromUtf8String(asText(parameter));
  }

  static TaskFailedException invalid(String text) {
    return new TaskFailedException("States.Runtime", text);
  }
}
