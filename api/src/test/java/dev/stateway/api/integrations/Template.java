package dev.stateway.api.integrations;

import dev.stateway.translator.JsonText;
import java.util.Map;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** JSON with names that stand for others. */
final class Template {
  private static final Pattern NAME = Pattern.compile("\\$([A-Za-z]+)");
  private static final String TOKEN = "$TOKEN";

  private Template() {}

  /** Puts the values of names where these stand; all must be known. */
  static String fill(String text, Map<String, String> known) {
    return NAME.matcher(text)
        .replaceAll(name -> {
          if (name.group().equals(TOKEN)) {
            return "\\" + TOKEN;
          }
          var value = known.get(name.group(1));
          if (value == null) {
            throw new IllegalArgumentException(name.group() + " is not known in " + text);
          }
          return java.util.regex.Matcher.quoteReplacement(value);
        });
  }

  static JsonNode fill(JsonNode template, Map<String, String> known) {
    return JsonText.parse(fill(JsonText.write(template), known));
  }

  /** The parameters of a task: with its token, or with a text instead. */
  static JsonNode parameters(JsonNode filled, boolean withToken) {
    return switch (filled) {
      case ObjectNode object -> {
        var result = JsonText.MAPPER.createObjectNode();
        object.forEachEntry((name, value) -> {
          if (!value.asString("").equals(TOKEN)) {
            result.set(name, parameters(value, withToken));
          } else if (withToken) {
            result.put(name + ".$", "$$.Task.Token");
          } else {
            result.put(name, "none");
          }
        });
        yield result;
      }
      case ArrayNode array -> {
        var result = JsonText.MAPPER.createArrayNode();
        array.forEach(item -> result.add(parameters(item, withToken)));
        yield result;
      }
      default -> filled;
    };
  }

  /** The token that stands in parameters where it does in the template. */
  static String token(JsonNode template, JsonNode parameters) {
    if (template.asString("").equals(TOKEN)) {
      return parameters.stringValue();
    }
    for (var member : template.properties()) {
      var found = token(member.getValue(), parameters.path(member.getKey()));
      if (!found.isEmpty()) {
        return found;
      }
    }
    for (var i = 0; i < template.size() && template.isArray(); i++) {
      var found = token(template.path(i), parameters.path(i));
      if (!found.isEmpty()) {
        return found;
      }
    }
    return "";
  }
}
