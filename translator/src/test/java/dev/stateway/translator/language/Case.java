package dev.stateway.translator.language;

import dev.stateway.translator.JsonText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/**
 * A case of the project's own.
 *
 * @param file the file it is in
 * @param names of its members, wherever they are, that could be fields of a definition
 * @param text all of it
 */
record Case(String file, JsonNode json, Set<String> names, String text) {
  /** The cases of this module and of the engine. */
  static List<Case> all(Path root) {
    var cases = new ArrayList<Case>();
    for (var module : List.of("translator", "workflows")) {
      var folder = root.resolve(module + "/src/test/resources/cases");
      var prefix = module.equals("translator") ? "" : module + ": ";
      try (var files = Files.walk(folder)) {
        files
            .filter(file -> file.toString().endsWith(".json"))
            .sorted()
            .forEach(file -> add(read(file), prefix + folder.relativize(file), cases));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return cases;
  }

  private static void add(JsonNode json, String file, List<Case> cases) {
    var list = json.has("cases") ? json.get("cases") : json;
    for (var aCase : list.isArray() ? list : List.of(list)) {
      var names = new TreeSet<String>();
      collectNames(aCase, names);
      cases.add(new Case(file, aCase, names, JsonText.write(aCase)));
    }
  }

  private static JsonNode read(Path file) {
    try {
      return JsonText.parse(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void collectNames(JsonNode json, Set<String> names) {
    for (var member : json.properties()) {
      if (member.getKey().matches("[A-Z][A-Za-z]+")) {
        names.add(member.getKey());
      }
      collectNames(member.getValue(), names);
    }
    if (json.isArray()) {
      json.forEach(element -> collectNames(element, names));
    }
  }
}
