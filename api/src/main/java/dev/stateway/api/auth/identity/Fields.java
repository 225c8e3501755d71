package dev.stateway.api.auth.identity;

import dev.stateway.api.source.YamlDocument;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;

/** The members of one mapping of the file, each read once; what is wrong is noted with its line. */
final class Fields {
  private final Problems problems;
  private final JsonPointer pointer;
  private final JsonNode node;
  private final Set<String> unread = new LinkedHashSet<>();

  Fields(Problems problems, JsonPointer pointer, JsonNode node) {
    this.problems = problems;
    this.pointer = pointer;
    this.node = node;
    unread.addAll(node.propertyNames());
    if (!node.isObject() && !node.isNull() && !node.isMissingNode()) {
      problem("must be a mapping");
    }
  }

  /** What is wrong in a file. */
  static final class Problems {
    private final String file;
    private final YamlDocument document;
    private final List<String> texts = new ArrayList<>();

    Problems(String file, YamlDocument document) {
      this.file = file;
      this.document = document;
    }

    void add(JsonPointer pointer, String text) {
      texts.add(file + ":" + document.line(pointer) + ": " + text);
    }

    List<String> texts() {
      return texts;
    }
  }

  /** Its name, the last part of where it is. */
  String name() {
    return pointer.last() == null ? "" : pointer.last().getMatchingProperty();
  }

  JsonPointer at(String member) {
    return pointer.appendProperty(member);
  }

  Problems problems() {
    return problems;
  }

  void problem(String text) {
    var where = pointer.toString().isEmpty() ? "the file" : pointer.toString().substring(1);
    problems.add(pointer, where.replace('/', '.') + ": " + text);
  }

  void problem(String member, String text) {
    problems.add(at(member), at(member).toString().substring(1).replace('/', '.') + ": " + text);
  }

  /** The member of this name; missing where there is none. */
  JsonNode take(String member) {
    unread.remove(member);
    return node.path(member);
  }

  boolean has(String member) {
    return node.has(member);
  }

  Optional<String> text(String member) {
    var value = take(member);
    if (value.isMissingNode() || value.isNull()) {
      return Optional.empty();
    }
    if (value.isContainer() || value.asString().isEmpty()) {
      problem(member, "must be text");
      return Optional.empty();
    }
    return Optional.of(value.asString());
  }

  String requiredText(String member) {
    var text = text(member);
    if (text.isEmpty() && !node.has(member)) {
      problem("has no '" + member + "'");
    }
    return text.orElse("");
  }

  int number(String member, int otherwise, int min, int max) {
    var value = take(member);
    if (value.isMissingNode()) {
      return otherwise;
    }
    if (!value.isIntegralNumber()
        || !value.canConvertToInt()
        || value.intValue() < min
        || value.intValue() > max) {
      problem(member, "must be a number from " + min + " to " + max);
      return otherwise;
    }
    return value.intValue();
  }

  Optional<Instant> time(String member) {
    return text(member)
        .flatMap(text -> {
          try {
            return Optional.of(Instant.parse(text));
          } catch (DateTimeException _) {
            problem(member, "must be a time like 2026-01-31T12:00:00Z");
            return Optional.empty();
          }
        });
  }

  /** A list of texts; one text is a list of one. */
  List<String> texts(String member) {
    var texts = new ArrayList<String>();
    for (var element : elements(member)) {
      if (element.node.isContainer() || element.node.isNull()) {
        element.problem("must be text");
      } else {
        texts.add(element.node.asString());
      }
    }
    return texts;
  }

  /** The elements of a list, or the one thing that is there instead. */
  List<Fields> elements(String member) {
    var value = take(member);
    if (value.isMissingNode() || value.isNull()) {
      return List.of();
    }
    if (!value.isArray()) {
      return List.of(element(at(member), value));
    }
    var elements = new ArrayList<Fields>();
    for (var i = 0; i < value.size(); i++) {
      elements.add(element(at(member).appendIndex(i), value.get(i)));
    }
    return elements;
  }

  private Fields element(JsonPointer at, JsonNode value) {
    return value.isObject()
        ? new Fields(problems, at, value)
        : new Fields(problems, at, value, true);
  }

  private Fields(Problems problems, JsonPointer pointer, JsonNode node, boolean isScalar) {
    this.problems = problems;
    this.pointer = pointer;
    this.node = node;
    if (!isScalar) {
      problem("must be a mapping");
    }
  }

  JsonNode node() {
    return node;
  }

  JsonPointer pointer() {
    return pointer;
  }

  /** The members of a mapping, by name. */
  List<Fields> mappings(String member) {
    var value = take(member);
    if (!value.isMissingNode() && !value.isNull() && !value.isObject()) {
      problem(member, "must be a mapping");
    }
    return value.propertyNames().stream()
        .map(name -> new Fields(problems, at(member).appendProperty(name), value.path(name)))
        .toList();
  }

  /** A mapping of texts. */
  Map<String, String> textMap(String member) {
    var texts = new LinkedHashMap<String, String>();
    var value = take(member);
    if (!value.isMissingNode() && !value.isNull() && !value.isObject()) {
      problem(member, "must be a mapping");
    }
    for (var name : value.propertyNames()) {
      if (value.path(name).isContainer()) {
        problem(member, name + " must be text");
      } else {
        texts.put(name, value.path(name).asString());
      }
    }
    return texts;
  }

  /** To be called when all was read: what is left is unknown. */
  void nothingElse() {
    for (var member : unread) {
      problem(member, "there is no such setting");
    }
  }
}
