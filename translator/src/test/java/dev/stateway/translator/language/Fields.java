package dev.stateway.translator.language;

import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/** Which case files have definitions with which fields, by owner and language. */
final class Fields {
  private final Map<Owner, Map<String, SortedSet<String>>> files = new EnumMap<>(Owner.class);
  private String file = "";

  /** The files in which an object of this kind has the field, in JSONPath or JSONata. */
  SortedSet<String> with(Owner owner, String field, boolean jsonata) {
    return files
        .getOrDefault(owner, Map.of())
        .getOrDefault(key(field, jsonata), Collections.emptySortedSet());
  }

  /** Notes those of every definition in this JSON. */
  void addAll(JsonNode json, String itsFile) {
    file = itsFile;
    addAll(json);
  }

  private void addAll(JsonNode json) {
    if (json.has("StartAt") || json.has("States")) {
      var jsonata = isJsonata(json, false);
      note(Owner.MACHINE, json, jsonata);
      states(json, jsonata);
    } else {
      json.valueStream().forEach(this::addAll);
    }
  }

  private static String key(String field, boolean jsonata) {
    return field + (jsonata ? " in JSONata" : " in JSONPath");
  }

  private void states(JsonNode flow, boolean machine) {
    flow.path("States").valueStream().forEach(state -> state(state, machine));
  }

  private void state(JsonNode state, boolean machine) {
    var type = state.path("Type").asString("");
    var jsonata = isJsonata(state, machine);
    for (var owner : Owner.values()) {
      if (owner.label().equals(type)) {
        note(owner, state, jsonata);
      }
    }
    each(state, "Choices", Owner.RULE, jsonata);
    each(state, "Retry", Owner.RETRIER, jsonata);
    each(state, "Catch", Owner.CATCHER, jsonata);
    note(Owner.CREDENTIALS, state.path("Credentials"), jsonata);
    state
        .path("Branches")
        .valueStream()
        .forEach(branch -> {
          note(Owner.BRANCH, branch, machine);
          states(branch, machine);
        });
    for (var field : List.of("ItemProcessor", "Iterator")) {
      note(Owner.PROCESSOR, state.path(field), machine);
      note(Owner.PROCESSOR_CONFIG, state.path(field).path("ProcessorConfig"), jsonata);
      states(state.path(field), machine);
    }
    note(Owner.READER, state.path("ItemReader"), jsonata);
    note(Owner.READER_CONFIG, state.path("ItemReader").path("ReaderConfig"), jsonata);
    note(Owner.BATCHER, state.path("ItemBatcher"), jsonata);
    note(Owner.WRITER, state.path("ResultWriter"), jsonata);
    note(Owner.WRITER_CONFIG, state.path("ResultWriter").path("WriterConfig"), jsonata);
  }

  private void each(JsonNode state, String field, Owner owner, boolean jsonata) {
    state.path(field).valueStream().forEach(element -> note(owner, element, jsonata));
  }

  private void note(Owner owner, JsonNode object, boolean jsonata) {
    for (var field : object.propertyNames()) {
      files
          .computeIfAbsent(owner, _ -> new HashMap<>())
          .computeIfAbsent(key(field, jsonata), _ -> new TreeSet<>())
          .add(file);
    }
  }

  private static boolean isJsonata(JsonNode object, boolean inherited) {
    return object.has("QueryLanguage")
        ? object.get("QueryLanguage").asString("").equals("JSONata")
        : inherited;
  }
}
