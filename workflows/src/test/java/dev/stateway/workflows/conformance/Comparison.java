package dev.stateway.workflows.conformance;

import dev.stateway.translator.JsonText;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Compares values with recorded ones: the recording has placeholders, and some JSON texts in it are
 * values.
 */
final class Comparison {
  private static final Pattern PLACEHOLDER = Pattern.compile("<[^<>]*(<[^<>]*>[^<>]*)?>");
  private static final Pattern TIME =
      Pattern.compile("\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d+)?(Z|[+-]\\d{2}:?\\d{2})");

  private final List<Map.Entry<String, String>> bindings;
  private final List<String> wildcards;
  private final List<String> wildcardParts;
  private final List<String> skippedMembers;

  Comparison(RecordedCase aCase) {
    var data = aCase.data();
    skippedMembers = aCase.skippedMembers();
    bindings =
        data.path("bindings").properties().stream()
            .map(b -> Map.entry(b.getKey(), b.getValue().asString("")))
            .filter(b -> !b.getValue().isEmpty())
            .sorted(
                Comparator.comparingInt((Map.Entry<String, String> b) -> b.getValue().length())
                    .reversed())
            .toList();
    wildcards = data.path("wildcards").valueStream().map(JsonNode::asString).toList();
    wildcardParts = data.path("wildcardParts").valueStream().map(JsonNode::asString).toList();
  }

  /** The first place where they differ. */
  Optional<String> difference(String place, JsonNode expected, JsonNode actual) {
    if (expected.isString()) {
      return ofText(place, expected.stringValue(), actual);
    }
    if (actual.isString() && expected.isContainer()) {
      var parsed = parse(actual.stringValue());
      return parsed.isPresent()
          ? difference(place, expected, parsed.get())
          : differs(place, expected, actual);
    }
    if (expected.isObject() && actual.isObject()) {
      return ofObjects(place, looked(expected), looked(actual));
    }
    if (expected.isArray() && actual.isArray() && expected.size() == actual.size()) {
      for (var i = 0; i < expected.size(); i++) {
        var difference = difference(place + "/" + i, expected.get(i), actual.get(i));
        if (difference.isPresent()) {
          return difference;
        }
      }
      return Optional.empty();
    }
    var areNumbers = expected.isNumber() && actual.isNumber();
    var equal =
        areNumbers
            ? expected.decimalValue().compareTo(actual.decimalValue()) == 0
            : expected.equals(actual);
    return equal ? Optional.empty() : differs(place, expected, actual);
  }

  private JsonNode looked(JsonNode object) {
    return skippedMembers.stream().anyMatch(object::has)
        ? object.deepCopy().asObject().remove(skippedMembers)
        : object;
  }

  private Optional<String> ofObjects(String place, JsonNode expected, JsonNode actual) {
    for (var member : expected.properties()) {
      var name = member.getKey();
      var found = find(actual, name);
      if (found.isEmpty()) {
        return Optional.of(place + "/" + name + " is missing in " + actual);
      }
      var difference = difference(place + "/" + name, member.getValue(), found.get());
      if (difference.isPresent()) {
        return difference;
      }
    }
    return expected.size() == actual.size()
        ? Optional.empty()
        : Optional.of(place + " has more members than " + expected + ": " + actual);
  }

  private Optional<JsonNode> find(JsonNode actual, String name) {
    return actual.properties().stream()
        .filter(m -> m.getKey().equals(name) || matches(name, m.getKey()))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  private Optional<String> ofText(String place, String expected, JsonNode actual) {
    if (wildcards.contains(expected) || expected.equals("date") || expected.equals("timestamp")) {
      return Optional.empty();
    }
    if (actual.isString() && matches(expected, actual.stringValue())) {
      return Optional.empty();
    }
    var parsedExpected = parse(expected);
    var parsedActual = actual.isString() ? parse(actual.stringValue()) : Optional.of(actual);
    if (parsedExpected.isPresent()
        && parsedActual.isPresent()
        && !(parsedExpected.get().isString()
            && parsedActual.get().isString()
            && !actual.isString())) {
      return difference(place, parsedExpected.get(), parsedActual.get());
    }
    if (!actual.isString() && PLACEHOLDER.matcher(expected).matches()) {
      return Optional.empty();
    }
    return differs(place, JsonText.MAPPER.getNodeFactory().stringNode(expected), actual);
  }

  private boolean matches(String expected, String actual) {
    var normal = normal(actual);
    return normal.equals(expected)
        || actual.equals(expected)
        || pattern(expected).matcher(normal).matches()
        || pattern(expected).matcher(actual).matches();
  }

  private Pattern pattern(String expected) {
    var text = new StringBuilder();
    var rest = expected;
    for (var part : wildcardParts) {
      rest = rest.replace(part, "<*>");
    }
    var matcher = PLACEHOLDER.matcher(rest);
    var end = 0;
    while (matcher.find()) {
      text.append(Pattern.quote(rest.substring(end, matcher.start()))).append(".*");
      end = matcher.end();
    }
    return Pattern.compile(text + Pattern.quote(rest.substring(end)), Pattern.DOTALL);
  }

  /** A text as the recording writes it: placeholders for what was bound, "date" for times. */
  private String normal(String text) {
    var normal = text;
    for (var binding : bindings) {
      normal = normal.replace(binding.getValue(), binding.getKey());
    }
    normal = normal.replace("arn:aws:", "arn:<partition>:").replace("us-east-1", "<region>");
    return TIME.matcher(normal).replaceAll("date");
  }

  private static Optional<JsonNode> parse(String text) {
    try {
      return Optional.of(JsonText.parse(text));
    } catch (JacksonException notJson) {
      return Optional.empty();
    }
  }

  private static Optional<String> differs(String place, JsonNode expected, JsonNode actual) {
    return Optional.of(place + "\n  expected " + expected + "\n  but was  " + actual);
  }
}
