package dev.stateway.api.approval.page;

import dev.stateway.api.approval.page.FormInput.Kind;
import dev.stateway.translator.JsonText;
import dev.stateway.translator.form.FormSchema.Problem;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
    var rules = property.getValue();
    var suggested = rules.has("default") ? plain(rules.get("default")) : "";
    var value =
        entered.isEmpty()
            ? suggested
            : Objects.requireNonNullElse(entered.getFirst(PREFIX + name), "");
    return new FormInput(
        PREFIX + name,
        rules.path("title").asString(name),
        rules.path("description").asString(null),
        kind(rules),
        isRequired(name),
        rules.path("enum").valueStream().map(ApprovalForm::plain).toList(),
        value,
        problems.stream()
            .filter(problem -> first(problem).equals(name))
            .map(Problem::message)
            .distinct()
            .collect(Collectors.collectingAndThen(Collectors.joining("; "), ApprovalForm::orNull)));
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

  private static @Nullable String orNull(String text) {
    return text.isEmpty() ? null : text;
  }

  private static String first(Problem problem) {
    var parts = problem.pointer().split("/", 3);
    return parts.length < 2 ? "" : parts[1].replace("~1", "/").replace("~0", "~");
  }

  private boolean isRequired(String name) {
    return schema.path("required").valueStream().anyMatch(r -> name.equals(r.asString("")));
  }

  private static Kind kind(JsonNode rules) {
    if (rules.has("enum")) {
      return Kind.CHOICE;
    }
    return switch (rules.path("type").asString("")) {
      case "string" -> text(rules);
      case "number", "integer" -> Kind.NUMBER;
      case "boolean" -> Kind.CHECKBOX;
      default -> Kind.JSON;
    };
  }

  private static Kind text(JsonNode rules) {
    if (rules.path("format").asString("").equals("date")) {
      return Kind.DATE;
    }
    var isLong =
        rules.path("maxLength").asInt(0) >= LONG_TEXT
            || rules.path("contentMediaType").asString("").equals("text/plain");
    return isLong ? Kind.TEXTAREA : Kind.TEXT;
  }

  /** What was entered; what is not what it should be stays text, for the schema to refuse. */
  ObjectNode entered(MultiValueMap<String, String> form) {
    var entered = JsonText.MAPPER.createObjectNode();
    for (var property : schema.path("properties").properties()) {
      var text = Objects.requireNonNullElse(form.getFirst(PREFIX + property.getKey()), "");
      value(property.getValue(), text).ifPresent(value -> entered.set(property.getKey(), value));
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
          case CHOICE ->
              rules
                  .path("enum")
                  .valueStream()
                  .filter(option -> plain(option).equals(text))
                  .findFirst()
                  .orElse(nodes.stringNode(text));
          case NUMBER -> number(text.strip());
          case JSON -> json(text);
          case TEXT, DATE -> nodes.stringNode(text);
          // Browsers send lines apart by two characters.
          case TEXTAREA -> nodes.stringNode(text.replace("\r\n", "\n"));
          case CHECKBOX -> throw new IllegalStateException("a checkbox has no text");
        });
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

  static String plain(JsonNode value) {
    return value.isString() ? value.stringValue() : JsonText.write(value);
  }
}
