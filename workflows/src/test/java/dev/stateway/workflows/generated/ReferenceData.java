package dev.stateway.workflows.generated;

import dev.stateway.translator.JsonText;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What expressions see, and JSONPath over it: plain paths only.
 *
 * @param dollar what {@code $} is, in JSONata {@code $states.input}
 */
record ReferenceData(
    JsonNode dollar,
    JsonNode context,
    Map<String, JsonNode> variables,
    @Nullable JsonNode result,
    @Nullable JsonNode errorOutput) {
  private static final Pattern STEP = Pattern.compile("\\.(\\w+)|\\[(\\d+)]");

  ReferenceData with(JsonNode other) {
    return new ReferenceData(other, context, variables, result, errorOutput);
  }

  /** The value at a path, absent when there is none. */
  @Nullable JsonNode find(String path) {
    if (path.startsWith("$$")) {
      return walk(context, path.substring(2));
    }
    var end = 1;
    while (end < path.length() && Character.isLetterOrDigit(path.charAt(end))) {
      end++;
    }
    var root = end == 1 ? dollar : variables.get(path.substring(1, end));
    return root == null ? null : walk(root, path.substring(end));
  }

  static @Nullable JsonNode walk(JsonNode root, String steps) {
    JsonNode value = root;
    var step = STEP.matcher(steps);
    while (value != null && step.find()) {
      value =
          step.group(1) == null
              ? value.get(Integer.parseInt(step.group(2)))
              : value.get(step.group(1));
    }
    return value;
  }

  /** InputPath, OutputPath and their like. */
  JsonNode required(String path) {
    var value = find(path);
    if (value == null) {
      throw Failed.field(
          "Invalid path '%s' : No results for path: $['%s']".formatted(path, path.substring(2)));
    }
    return value;
  }

  /** A path or an intrinsic function. */
  JsonNode evaluate(String expression, String field) {
    if (expression.startsWith("States.")) {
      return new ReferenceIntrinsics(this, expression, field).evaluate();
    }
    var value = find(expression);
    if (value == null) {
      throw Failed.field(
          "The JSONPath '%s' specified for the field '%s' could not be found in the input '%s'"
              .formatted(expression, field, JsonText.write(dollar)));
    }
    return value;
  }

  /** A payload template. */
  JsonNode template(JsonNode template) {
    if (template.isObject()) {
      var object = JsonText.MAPPER.createObjectNode();
      for (var member : template.properties()) {
        var name = member.getKey();
        if (name.endsWith(".$")) {
          object.set(
              name.substring(0, name.length() - 2),
              evaluate(member.getValue().stringValue(), name));
        } else {
          object.set(name, template(member.getValue()));
        }
      }
      return object;
    }
    if (template.isArray()) {
      var array = JsonText.MAPPER.createArrayNode();
      template.forEach(element -> array.add(template(element)));
      return array;
    }
    return template;
  }

  /** Every JSONata text in a template evaluated. */
  JsonNode jsonataTemplate(JsonNode template, String field) {
    if (template.isObject()) {
      var object = JsonText.MAPPER.createObjectNode();
      for (var member : template.properties()) {
        object.set(
            member.getKey(), jsonataTemplate(member.getValue(), field + "/" + member.getKey()));
      }
      return object;
    }
    if (template.isArray()) {
      var array = JsonText.MAPPER.createArrayNode();
      for (var i = 0; i < template.size(); i++) {
        array.add(jsonataTemplate(template.get(i), field + "[" + i + "]"));
      }
      return array;
    }
    return template.isString() && template.stringValue().startsWith("{%")
        ? new ReferenceJsonata(this, template.stringValue(), field).evaluate()
        : template;
  }

  /** ResultPath with a plain member. */
  static JsonNode set(JsonNode input, String path, JsonNode value) {
    if (!(input instanceof ObjectNode object)) {
      throw Failed.field(
          "States.ResultPathMatchFailure",
          "Unable to apply ResultPath '%s' to input '%s'".formatted(path, JsonText.write(input)));
    }
    return object.deepCopy().set(path.substring(2), value);
  }
}
