package dev.stateway.workflows.generated;

import dev.stateway.translator.JsonText;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The intrinsic functions, as the specification describes them. */
final class ReferenceIntrinsics {
  private final ReferenceData data;
  private final String text;
  private final String field;
  private int at;

  ReferenceIntrinsics(ReferenceData data, String text, String field) {
    this.data = data;
    this.text = text;
    this.field = field;
  }

  JsonNode evaluate() {
    return argument();
  }

  private JsonNode argument() {
    while (text.charAt(at) == ' ') {
      at++;
    }
    var first = text.charAt(at);
    if (first == '\'') {
      var end = text.indexOf('\'', at + 1);
      var value = text.substring(at + 1, end);
      at = end + 1;
      return JsonText.MAPPER.getNodeFactory().stringNode(value);
    }
    if (text.startsWith("States.", at)) {
      return call();
    }
    var end = at;
    while (end < text.length() && ",) ".indexOf(text.charAt(end)) < 0) {
      end++;
    }
    var token = text.substring(at, end);
    at = end;
    return first == '$' ? data.evaluate(token, field) : JsonText.parse(token);
  }

  private JsonNode call() {
    var open = text.indexOf('(', at);
    var name = text.substring(at + "States.".length(), open);
    at = open + 1;
    var arguments = new ArrayList<JsonNode>();
    while (text.charAt(at) != ')') {
      arguments.add(argument());
      if (text.charAt(at) == ',') {
        at++;
      }
    }
    at++;
    return call(name, arguments);
  }

  private static JsonNode call(String name, List<JsonNode> arguments) {
    var first = arguments.getFirst();
    var nodes = JsonText.MAPPER.getNodeFactory();
    return switch (name) {
      case "MathAdd" -> nodes.numberNode(first.asInt() + arguments.get(1).asInt());
      case "ArrayLength" -> nodes.numberNode(first.size());
      case "ArrayGetItem" -> Objects.requireNonNull(first.get(arguments.get(1).asInt()));
      case "ArrayContains" ->
          nodes.booleanNode(first.valueStream().anyMatch(arguments.get(1)::equals));
      case "Array" -> array(arguments);
      case "ArrayUnique" -> array(List.copyOf(new LinkedHashSet<>(first.valueStream().toList())));
      case "ArrayRange" -> range(arguments);
      case "ArrayPartition" -> partition(first, arguments.get(1).asInt());
      case "Format" -> nodes.stringNode(format(arguments));
      case "JsonToString" -> nodes.stringNode(JsonText.write(first));
      case "StringToJson" -> JsonText.parse(first.stringValue());
      case "JsonMerge" -> ((ObjectNode) first).deepCopy().setAll((ObjectNode) arguments.get(1));
      case "StringSplit" -> split(first.stringValue(), arguments.get(1).stringValue());
      case "Base64Encode" ->
          nodes.stringNode(
              Base64.getEncoder()
                  .encodeToString(first.stringValue().getBytes(StandardCharsets.UTF_8)));
      case "Base64Decode" ->
          nodes.stringNode(
              new String(Base64.getDecoder().decode(first.stringValue()), StandardCharsets.UTF_8));
      case "Hash" -> nodes.stringNode(hash(first.stringValue(), arguments.get(1).stringValue()));
      default -> throw new IllegalArgumentException(name);
    };
  }

  private static JsonNode array(List<JsonNode> elements) {
    var array = JsonText.MAPPER.createArrayNode();
    elements.forEach(array::add);
    return array;
  }

  private static JsonNode range(List<JsonNode> arguments) {
    var array = JsonText.MAPPER.createArrayNode();
    var step = arguments.get(2).asInt();
    for (var i = arguments.get(0).asInt(); i <= arguments.get(1).asInt(); i += step) {
      array.add(i);
    }
    return array;
  }

  private static JsonNode partition(JsonNode list, int size) {
    var parts = JsonText.MAPPER.createArrayNode();
    for (var i = 0; i < list.size(); i++) {
      if (i % size == 0) {
        parts.addArray();
      }
      parts.get(parts.size() - 1).asArray().add(list.get(i));
    }
    return parts;
  }

  private static String format(List<JsonNode> arguments) {
    var text = arguments.getFirst().stringValue();
    for (var argument : arguments.subList(1, arguments.size())) {
      var hole = text.indexOf("{}");
      text = text.substring(0, hole) + argument.asString() + text.substring(hole + 2);
    }
    return text;
  }

  private static JsonNode split(String text, String characters) {
    var parts = JsonText.MAPPER.createArrayNode();
    Arrays.stream(text.split("[" + characters + "]", -1))
        .filter(part -> !part.isEmpty())
        .forEach(parts::add);
    return parts;
  }

  private static String hash(String text, String algorithm) {
    try {
      var digest = MessageDigest.getInstance(algorithm);
      return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
