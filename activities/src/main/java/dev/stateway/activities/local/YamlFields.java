package dev.stateway.activities.local;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** Reads the members of one YAML mapping, each once; tells what is wrong, with its line. */
final class YamlFields {
  private final String name;
  private final Node at;
  private final Map<String, Node> members = new LinkedHashMap<>();
  private final Problems problems;

  YamlFields(String name, Node node, Problems problems) {
    this.name = name;
    this.at = node;
    this.problems = problems;
    if (node instanceof MappingNode mapping) {
      for (var tuple : mapping.getValue()) {
        var key = tuple.getKeyNode();
        if (!(key instanceof ScalarNode scalar)) {
          problems.add(key, name + " has a member whose name is no text");
        } else if (members.putIfAbsent(scalar.getValue(), tuple.getValueNode()) != null) {
          problems.add(key, name + " has '" + scalar.getValue() + "' twice");
        }
      }
    } else if (!(node instanceof ScalarNode scalar && scalar.getValue().isEmpty())) {
      problems.add(node, name + " must be a mapping");
    }
  }

  /** Where the mapping stands. */
  Node at() {
    return at;
  }

  void problem(String text) {
    problems.add(at, text);
  }

  Optional<Node> take(String member) {
    return Optional.ofNullable(members.remove(member));
  }

  Optional<String> text(String member) {
    return take(member).flatMap(node -> scalar(label(member), node));
  }

  String requiredText(String member) {
    if (!members.containsKey(member)) {
      problem(name + " has no '" + member + "'");
    }
    return text(member).orElse("");
  }

  int number(String member, int otherwise, int minimum, int maximum) {
    var node = take(member);
    if (node.isEmpty()) {
      return otherwise;
    }
    var text = scalar(label(member), node.get()).orElse("");
    if (text.matches("\\d{1,9}")) {
      var number = Integer.parseInt(text);
      if (number >= minimum && number <= maximum) {
        return number;
      }
    }
    problems.add(
        node.get(), label(member) + " must be a whole number from " + minimum + " to " + maximum);
    return otherwise;
  }

  List<String> texts(String member) {
    var texts = new ArrayList<String>();
    take(member).ifPresent(node -> items(label(member), node, texts));
    return texts;
  }

  Map<String, String> textMap(String member) {
    var texts = new LinkedHashMap<String, String>();
    take(member)
        .ifPresent(node ->
            new YamlFields(label(member), node, problems)
                .each((key, value) -> scalar(key, value).ifPresent(v -> texts.put(key, v))));
    return texts;
  }

  /** The mappings of a member that names them. */
  void mappings(String member, Consumer<Named> reader) {
    take(member)
        .ifPresent(node ->
            new YamlFields(label(member), node, problems)
                .each((key, value) ->
                    reader.accept(new Named(key, new YamlFields(key, value, problems)))));
  }

  /** The members of a mapping, by their names. */
  void members(String member, BiConsumer<String, Node> reader) {
    take(member).ifPresent(node -> new YamlFields(label(member), node, problems).each(reader));
  }

  /** The mapping of a member. */
  void mapping(String member, Consumer<YamlFields> reader) {
    take(member).ifPresent(node -> reader.accept(new YamlFields(label(member), node, problems)));
  }

  /** The mapping of a member as it is, whatever its members are; empty where there is none. */
  Map<String, Object> anything(String member) {
    var value = new LinkedHashMap<String, Object>();
    take(member)
        .ifPresent(node ->
            new YamlFields(label(member), node, problems)
                .each((name, item) -> value.put(name, new Values().of(item))));
    return value;
  }

  /** The mappings of a member that lists them. */
  void listed(String member, Consumer<YamlFields> reader) {
    take(member)
        .ifPresent(node -> {
          if (node instanceof SequenceNode sequence) {
            sequence
                .getValue()
                .forEach(item -> reader.accept(new YamlFields(label(member), item, problems)));
          } else {
            problems.add(node, label(member) + " must be a list");
          }
        });
  }

  /** Every member that nobody took is a mistake. */
  void nothingElse() {
    members.forEach((member, node) ->
        problems.add(
            node,
            (name.isEmpty() ? "the file" : name) + " has an unknown member '" + member + "'"));
  }

  private void each(BiConsumer<String, Node> reader) {
    members.forEach(reader);
  }

  private void items(String label, Node node, List<String> texts) {
    if (node instanceof SequenceNode sequence) {
      sequence.getValue().forEach(item -> scalar(label, item).ifPresent(texts::add));
    } else {
      problems.add(node, label + " must be a list of texts");
    }
  }

  private Optional<String> scalar(String label, Node node) {
    if (node instanceof ScalarNode scalar) {
      return Optional.of(scalar.getValue());
    }
    problems.add(node, label + " must be a text");
    return Optional.empty();
  }

  private String label(String member) {
    return name.isEmpty() ? member : name + "." + member;
  }

  /** Makes values of nodes: texts, numbers, lists, mappings, nothing else. */
  private static final class Values extends SafeConstructor {
    Values() {
      super(new LoaderOptions());
    }

    @Nullable Object of(Node node) {
      return constructDocument(node);
    }
  }

  /** A mapping and the name it stands under. */
  record Named(String name, YamlFields fields) {}

  /** What is wrong so far. */
  static final class Problems {
    private final String file;
    private final List<String> texts = new ArrayList<>();

    Problems(String file) {
      this.file = file;
    }

    void add(Node node, String text) {
      texts.add(file + ":" + (node.getStartMark().getLine() + 1) + ": " + text);
    }

    List<String> texts() {
      return texts;
    }
  }
}
