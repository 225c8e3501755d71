package dev.stateway.activities.aws;

import dev.stateway.translator.JsonText;
import dev.stateway.workflows.task.TaskFailedException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallingType;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;
import software.amazon.awssdk.core.util.SdkAutoConstructMap;
import software.amazon.awssdk.utils.builder.Buildable;
import tools.jackson.databind.JsonNode;

/**
 * Requests and answers of the AWS SDK as Step Functions writes them: member names in PascalCase,
 * answers in the order of the names, times in epoch milliseconds.
 */
public final class SdkJson {
  private SdkJson() {}

  /** The JSON of an answer or a part of one. */
  public static JsonNode toJson(SdkPojo pojo) {
    var members = new TreeMap<String, JsonNode>();
    for (var field : pojo.sdkFields()) {
      var value = field.getValueOrDefault(pojo);
      if (value != null && !(value instanceof SdkAutoConstructMap<?, ?>)) {
        members.put(name(field), valueToJson(value));
      }
    }
    var node = JsonText.MAPPER.createObjectNode();
    members.forEach(node::set);
    return node;
  }

  /**
   * Fills a request's builder with parameters.
   *
   * @throws TaskFailedException a parameter is unknown or of a wrong kind
   */
  public static <B extends SdkPojo> B fill(B builder, JsonNode parameters) {
    var fields = new LinkedHashMap<String, SdkField<?>>();
    builder.sdkFields().forEach(field -> fields.put(name(field), field));
    if (!parameters.isObject()) {
      throw invalid("The parameters must be an object");
    }
    for (var member : parameters.properties()) {
      var field = fields.get(member.getKey());
      if (field == null) {
        throw invalid("The field \"" + member.getKey() + "\" is not supported by Step Functions");
      }
      field.set(builder, value(field, member.getKey(), member.getValue()));
    }
    return builder;
  }

  private static String name(SdkField<?> field) {
    var name = field.memberName();
    return Character.toUpperCase(name.charAt(0)) + name.substring(1);
  }

  private static JsonNode valueToJson(Object value) {
    return switch (value) {
      case SdkPojo pojo -> toJson(pojo);
      case List<?> list -> {
        var array = JsonText.MAPPER.createArrayNode();
        list.forEach(item -> array.add(valueToJson(item)));
        yield array;
      }
      case Map<?, ?> map -> {
        var node = JsonText.MAPPER.createObjectNode();
        map.forEach((key, item) -> node.set(String.valueOf(key), valueToJson(item)));
        yield node;
      }
      case Instant instant -> JsonText.MAPPER.getNodeFactory().numberNode(instant.toEpochMilli());
      case SdkBytes bytes -> JsonText.MAPPER.getNodeFactory().stringNode(bytes.asUtf8String());
      default -> JsonText.MAPPER.valueToTree(value);
    };
  }

  private static @Nullable Object value(SdkField<?> field, String path, JsonNode json) {
    if (json.isNull()) {
      return null;
    }
    var type = field.marshallingType();
    if (type.equals(MarshallingType.LIST)) {
      return list(field, path, json);
    }
    if (type.equals(MarshallingType.MAP)) {
      return map(field, path, json);
    }
    if (type.equals(MarshallingType.SDK_POJO)) {
      var builder = fill(field.constructor().get(), json);
      return ((Buildable) builder).build();
    }
    return scalar(type, path, json);
  }

  private static List<@Nullable Object> list(SdkField<?> field, String path, JsonNode json) {
    if (!json.isArray()) {
      throw wrongKind(path, "an array");
    }
    var item = field.getTrait(ListTrait.class).memberFieldInfo();
    var list = new ArrayList<@Nullable Object>();
    json.forEach(element -> list.add(value(item, path, element)));
    return list;
  }

  private static Map<String, @Nullable Object> map(SdkField<?> field, String path, JsonNode json) {
    if (!json.isObject()) {
      throw wrongKind(path, "an object");
    }
    var item = field.getTrait(MapTrait.class).valueFieldInfo();
    var map = new LinkedHashMap<String, @Nullable Object>();
    json.properties()
        .forEach(member -> map.put(member.getKey(), value(item, path, member.getValue())));
    return map;
  }

  private static Object scalar(MarshallingType<?> type, String path, JsonNode json) {
    if (type.equals(MarshallingType.STRING) && json.isString()) {
      return json.stringValue();
    }
    if (type.equals(MarshallingType.BOOLEAN) && json.isBoolean()) {
      return json.booleanValue();
    }
    if (type.equals(MarshallingType.INTEGER) && json.canConvertToInt()) {
      return json.intValue();
    }
    if (type.equals(MarshallingType.LONG) && json.canConvertToLong()) {
      return json.longValue();
    }
    if (type.equals(MarshallingType.INSTANT) && json.isNumber()) {
      return Instant.ofEpochMilli(json.longValue());
    }
    if (type.equals(MarshallingType.SDK_BYTES) && json.isString()) {
      return SdkBytes.fromUtf8String(json.stringValue());
    }
    if (json.isNumber()) {
      return fraction(type, path, json.decimalValue());
    }
    throw wrongKind(path, "of the type " + type);
  }

  private static Object fraction(MarshallingType<?> type, String path, BigDecimal number) {
    if (type.equals(MarshallingType.DOUBLE)) {
      return number.doubleValue();
    }
    if (type.equals(MarshallingType.FLOAT)) {
      return number.floatValue();
    }
    if (type.equals(MarshallingType.BIG_DECIMAL)) {
      return number;
    }
    throw wrongKind(path, "of the type " + type);
  }

  private static TaskFailedException wrongKind(String path, String kind) {
    return invalid("The value for the field '" + path + "' must be " + kind);
  }

  private static TaskFailedException invalid(String text) {
    return new TaskFailedException("States.Runtime", text);
  }
}
