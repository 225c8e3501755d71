package dev.stateway.api.approval.page;

import dev.stateway.api.approval.page.FormInput.Kind;
import dev.stateway.translator.JsonText;
import dev.stateway.translator.form.FormSchema.Problem;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The form of an approval on a page: its JSON Schema as inputs, and what they give as JSON.
 *
 * @param schema of an object
 */
record ApprovalForm(JsonNode schema) {
  private static final String PREFIX = "f.";
  private static final int LONG_TEXT = 200;
  private static final int MOST_REFERENCES = 8;

  /** What is to be entered, with what was, and what is wrong with it. */
  List<FormInput> inputs(MultiValueMap<String, String> entered, List<Problem> problems) {
    var inputs = new ArrayList<FormInput>();
    for (var property : schema.path("properties").properties()) {
      inputs.add(input(property, entered, problems));
    }
    return inputs;
  }

  private FormInput input(
      Map.Entry<String, JsonNode> property,
      MultiValueMap<String, String> entered,
      List<Problem> problems) {
    var name = property.getKey();
    var rules = resolved(property.getValue());
    var kind = kind(rules);
    var values =
        entered.isEmpty()
            ? suggested(rules.path("default"))
            : entered.getOrDefault(PREFIX + name, List.of());
    return new FormInput(
        PREFIX + name,
        rules.path("title").asString(name),
        rules.path("description").asString(null),
        kind,
        isRequired(name),
        choices(rules).valueStream().map(ApprovalForm::plain).toList(),
        values,
        error(kind, values, problems.stream().filter(p -> first(p).equals(name)).toList()));
  }

  private static List<String> suggested(JsonNode value) {
    if (value.isArray()) {
      return value.valueStream().map(ApprovalForm::plain).toList();
    }
    return value.isMissingNode() ? List.of() : List.of(plain(value));
  }

  private static @Nullable String error(Kind kind, List<String> values, List<Problem> problems) {
    if (problems.isEmpty()) {
      return null;
    }
    var text = values.isEmpty() ? "" : values.getFirst().strip();
    if (kind == Kind.NUMBER && !text.isEmpty() && !number(text).isNumber()) {
      return "This is no number";
    }
    if (kind == Kind.EMAIL && !text.isEmpty() && !text.contains("@")) {
      return "This is no e-mail address";
    }
    if (kind == Kind.CHECKBOX && text.isEmpty()) {
      return "This has to be ticked";
    }
    if (kind == Kind.JSON && !text.isEmpty() && !isJson(text)) {
      return "This is no JSON";
    }
    return problems.stream().map(Problem::message).distinct().collect(Collectors.joining("; "));
  }

  /** What is wrong that is of no input. */
  List<String> others(List<Problem> problems) {
    return problems.stream()
        .filter(problem -> !schema.path("properties").has(first(problem)))
        .map(ApprovalForm::told)
        .toList();
  }

  /** A problem as text: where, and what. */
  static String told(Problem problem) {
    return (problem.pointer() + " " + problem.message()).strip();
  }

  private static String first(Problem problem) {
    var parts = problem.pointer().split("/", 3);
    return parts.length < 2 ? "" : parts[1].replace("~1", "/").replace("~0", "~");
  }

  private boolean isRequired(String name) {
    return schema.path("required").valueStream().anyMatch(r -> name.equals(r.asString("")));
  }

  /** The rules that a reference within the form leads to. */
  private JsonNode resolved(JsonNode rules) {
    var found = rules;
    for (var steps = 0; steps < MOST_REFERENCES && found.path("$ref").isString(); steps++) {
      var reference = found.path("$ref").stringValue();
      if (!reference.startsWith("#/")) {
        return found;
      }
      found = schema.at(reference.substring(1));
    }
    return found;
  }

  /** The options of a choice, or of many. */
  private static JsonNode choices(JsonNode rules) {
    return type(rules).equals("array") ? rules.path("items").path("enum") : rules.path("enum");
  }

  private static Kind kind(JsonNode rules) {
    var type = type(rules);
    if (choices(rules).isArray()) {
      return type.equals("array") ? Kind.CHOICES : Kind.CHOICE;
    }
    return switch (type) {
      case "string" -> text(rules);
      case "number", "integer" -> Kind.NUMBER;
      case "boolean" -> Kind.CHECKBOX;
      default -> Kind.JSON;
    };
  }

  /** Of several types the first that is not nothing. */
  private static String type(JsonNode rules) {
    var type = rules.path("type");
    return type.isArray()
        ? type.valueStream()
            .map(each -> each.asString(""))
            .filter(each -> !each.equals("null"))
            .findFirst()
            .orElse("")
        : type.asString("");
  }

  private static Kind text(JsonNode rules) {
    var isLong =
        rules.path("maxLength").asInt(0) >= LONG_TEXT
            || rules.path("contentMediaType").asString("").equals("text/plain");
    return switch (rules.path("format").asString("")) {
      case "date" -> Kind.DATE;
      case "email" -> Kind.EMAIL;
      case "uri" -> Kind.URL;
      default -> isLong ? Kind.TEXTAREA : Kind.TEXT;
    };
  }

  /** What was entered; what is not what it should be stays text, for the schema to refuse. */
  ObjectNode entered(MultiValueMap<String, String> form) {
    var entered = JsonText.MAPPER.createObjectNode();
    for (var property : schema.path("properties").properties()) {
      var rules = resolved(property.getValue());
      var texts = form.getOrDefault(PREFIX + property.getKey(), List.of());
      if (kind(rules) == Kind.CHOICES) {
        var chosen = entered.putArray(property.getKey());
        texts.forEach(text -> chosen.add(option(rules, text)));
      } else {
        value(rules, texts.isEmpty() ? "" : texts.getFirst())
            .ifPresent(value -> entered.set(property.getKey(), value));
      }
    }
    return entered;
  }

  private static Optional<JsonNode> value(JsonNode rules, String text) {
    var nodes = JsonText.MAPPER.getNodeFactory();
    var kind = kind(rules);
    if (kind == Kind.CHECKBOX) {
      return Optional.of(nodes.booleanNode(!text.isEmpty()));
    }
    if (text.isBlank()) {
      return Optional.empty();
    }
    return Optional.of(
        switch (kind) {
          case CHOICE -> option(rules, text);
          case NUMBER -> number(text.strip());
          case JSON -> json(text);
          case TEXT, EMAIL, URL, DATE -> nodes.stringNode(text);
          // Browsers send lines apart by two characters.
          case TEXTAREA -> nodes.stringNode(text.replace("\r\n", "\n"));
          case CHECKBOX, CHOICES -> throw new IllegalStateException("boxes have no text");
        });
  }

  private static JsonNode option(JsonNode rules, String text) {
    return choices(rules)
        .valueStream()
        .filter(option -> plain(option).equals(text))
        .findFirst()
        .orElseGet(() -> JsonText.MAPPER.getNodeFactory().stringNode(text));
  }

  private static JsonNode number(String text) {
    var nodes = JsonText.MAPPER.getNodeFactory();
    // A comma is what many write; 12.50 stays what it is.
    return text.matches("-?\\d{1,30}([.,]\\d{1,30})?")
        ? nodes.numberNode(new BigDecimal(text.replace(',', '.')))
        : nodes.stringNode(text);
  }

  private static JsonNode json(String text) {
    try {
      return JsonText.parse(text);
    } catch (JacksonException _) {
      return JsonText.MAPPER.getNodeFactory().stringNode(text);
    }
  }

  private static boolean isJson(String text) {
    try {
      JsonText.parse(text);
      return true;
    } catch (JacksonException _) {
      return false;
    }
  }

  static String plain(JsonNode value) {
    return value.isString() ? value.stringValue() : JsonText.write(value);
  }
}
