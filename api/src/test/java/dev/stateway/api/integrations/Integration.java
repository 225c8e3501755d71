package dev.stateway.api.integrations;

import dev.stateway.translator.JsonText;
import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;

/**
 * One line of {@code integrations.yaml}, which says what its members are.
 *
 * @param name the action as a Resource names it, e.g. {@code sqs:sendMessage}
 * @param row what is known of it
 * @param fault the errors of its service
 */
record Integration(String name, JsonNode row, JsonNode fault) {
  private static final String TOKEN = "$TOKEN";

  /** Lines refer to others more often than files of users may. */
  private static final LoadSettings SETTINGS =
      LoadSettings.builder().setMaxAliasesForCollections(Integer.MAX_VALUE).build();

  /** The whole file. */
  static JsonNode file() throws IOException {
    try (var file = Integration.class.getResourceAsStream("integrations.yaml")) {
      return JsonText.MAPPER.valueToTree(new Load(SETTINGS).loadFromInputStream(file));
    }
  }

  static List<Integration> all() throws IOException {
    var file = file();
    return file.path("integrations")
        .propertyStream()
        .map(row -> {
          var service = row.getKey().substring(0, row.getKey().lastIndexOf(':'));
          return new Integration(row.getKey(), row.getValue(), file.path("services").path(service));
        })
        .toList();
  }

  Set<Way> ways() {
    var ways = EnumSet.of(Way.CALL);
    if (row.has("sync")) {
      ways.add(Way.SYNC);
    }
    if (hasToken(row.path("parameters"))) {
      ways.add(Way.TOKEN);
    }
    return ways;
  }

  JsonNode its(String member) {
    return row.path(member);
  }

  JsonNode sync(String member) {
    return row.path("sync").path(member);
  }

  /** Where an answer names work that later requests ask for. */
  List<JsonPointer> ids() {
    var id = row.path("id");
    return Stream.of(id)
        .filter(JsonNode::isString)
        .map(i -> JsonPointer.compile(i.stringValue()))
        .toList();
  }

  private static boolean hasToken(JsonNode template) {
    return template.isContainer()
        ? template.valueStream().anyMatch(Integration::hasToken)
        : template.asString("").equals(TOKEN);
  }
}
