package dev.stateway.activities.aws;

import dev.stateway.translator.JsonText;
import dev.stateway.workflows.task.TaskFailedException;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkNumber;
import software.amazon.awssdk.core.document.Document;
import software.amazon.awssdk.core.protocol.MarshallingType;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;
import software.amazon.awssdk.utils.builder.Buildable;
import tools.jackson.databind.JsonNode;

/**
 * Values of parameters as the SDK takes them. Where the service wants a text or bytes, any other
 * JSON is written as its text, as Step Functions does.
 */
final class SdkValues {
  private static final BigDecimal MILLIS = BigDecimal.valueOf(1000);

  private final SdkJson json;
  private final boolean secondsAsNumbers;

  SdkValues(SdkJson json, boolean secondsAsNumbers) {
    this.json = json;
    this.secondsAsNumbers = secondsAsNumbers;
  }

  /**
   * The value of this member.
   *
   * @throws TaskFailedException it is of a wrong kind
   */
  @Nullable Object of(SdkField<?> field, String path, JsonNode value) {
    if (value.isNull()) {
      return null;
    }
    var type = field.marshallingType();
    if (type.equals(MarshallingType.LIST)) {
      return list(field, path, value);
    }
    if (type.equals(MarshallingType.MAP)) {
      return map(field, path, value);
    }
    if (type.equals(MarshallingType.SDK_POJO)) {
      var builder = field.constructor().get();
      json.fill(builder, value, path);
      return ((Buildable) builder).build();
    }
    return scalar(type, path, value);
  }

  private List<@Nullable Object> list(SdkField<?> field, String path, JsonNode value) {
    if (!value.isArray()) {
      throw wrongKind(path, "an array");
    }
    var item = field.getTrait(ListTrait.class).memberFieldInfo();
    var list = new ArrayList<@Nullable Object>();
    for (var i = 0; i < value.size(); i++) {
      list.add(of(item, path + "[" + i + "]", value.get(i)));
    }
    return list;
  }

  private Map<String, @Nullable Object> map(SdkField<?> field, String path, JsonNode value) {
    if (!value.isObject()) {
      throw wrongKind(path, "an object");
    }
    var item = field.getTrait(MapTrait.class).valueFieldInfo();
    var map = new LinkedHashMap<String, @Nullable Object>();
    value
        .properties()
        .forEach(member ->
            map.put(member.getKey(), of(item, path + "." + member.getKey(), member.getValue())));
    return map;
  }

  private Object scalar(MarshallingType<?> type, String path, JsonNode value) {
    if (type.equals(MarshallingType.STRING)) {
      return text(value);
    }
    if (type.equals(MarshallingType.SDK_BYTES)) {
      return SdkJson.asBytes(value);
    }
    if (type.equals(MarshallingType.DOCUMENT)) {
      return document(value);
    }
    if (type.equals(MarshallingType.INSTANT)) {
      return instant(path, value);
    }
    if (type.equals(MarshallingType.BOOLEAN)) {
      if (value.isBoolean()) {
        return value.booleanValue();
      }
      throw wrongKind(path, "a boolean");
    }
    if (!value.isNumber()) {
      throw wrongKind(path, "a number");
    }
    return number(type, path, value);
  }

  /** A text as it is, anything else as JSON. */
  static String text(JsonNode value) {
    return value.isString() ? value.stringValue() : JsonText.write(value);
  }

  private Instant instant(String path, JsonNode value) {
    if (value.isNumber()) {
      var millis = secondsAsNumbers ? value.decimalValue().multiply(MILLIS) : value.decimalValue();
      return Instant.ofEpochMilli(millis.longValue());
    }
    try {
      return OffsetDateTime.parse(text(value)).toInstant();
    } catch (DateTimeException _) {
      throw wrongKind(path, "a time such as 2026-01-31T12:00:00Z");
    }
  }

  private static Object number(MarshallingType<?> type, String path, JsonNode value) {
    if (type.equals(MarshallingType.DOUBLE)) {
      return value.decimalValue().doubleValue();
    }
    if (type.equals(MarshallingType.FLOAT)) {
      return value.decimalValue().floatValue();
    }
    if (type.equals(MarshallingType.BIG_DECIMAL)) {
      return value.decimalValue();
    }
    if (type.equals(MarshallingType.INTEGER) && value.canConvertToInt()) {
      return value.intValue();
    }
    if (type.equals(MarshallingType.LONG) && value.canConvertToLong()) {
      return value.longValue();
    }
    if (type.equals(MarshallingType.SHORT) && value.canConvertToInt()) {
      return (short) value.intValue();
    }
    if (type.equals(MarshallingType.BYTE) && value.canConvertToInt()) {
      return (byte) value.intValue();
    }
    throw wrongKind(path, "of the type " + type);
  }

  private static Document document(JsonNode value) {
    if (value.isObject()) {
      var members = new LinkedHashMap<String, Document>();
      value.properties().forEach(m -> members.put(m.getKey(), document(m.getValue())));
      return Document.fromMap(members);
    }
    if (value.isArray()) {
      var items = new ArrayList<Document>();
      value.forEach(item -> items.add(document(item)));
      return Document.fromList(items);
    }
    if (value.isNumber()) {
      return Document.fromNumber(SdkNumber.fromBigDecimal(value.decimalValue()));
    }
    if (value.isBoolean()) {
      return Document.fromBoolean(value.booleanValue());
    }
    return value.isNull() ? Document.fromNull() : Document.fromString(value.stringValue());
  }

  private static TaskFailedException wrongKind(String path, String kind) {
    return SdkJson.invalid("The value for the field '" + path + "' must be " + kind);
  }
}
