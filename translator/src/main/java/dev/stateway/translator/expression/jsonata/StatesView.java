package dev.stateway.translator.expression.jsonata;

import dev.stateway.translator.expression.Scope;
import java.util.AbstractMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The reserved variable {@code $states}. */
final class StatesView extends AbstractMap<String, Object> {
  private final Scope scope;

  StatesView(Scope scope) {
    this.scope = scope;
  }

  @Override
  public @Nullable Object get(@Nullable Object key) {
    var value = key instanceof String name ? member(name) : null;
    return value == null ? null : JsonView.of(value);
  }

  @Override
  public boolean containsKey(@Nullable Object key) {
    return key instanceof String name && member(name) != null;
  }

  @Override
  public Set<Map.Entry<String, Object>> entrySet() {
    var members = new LinkedHashMap<String, Object>();
    for (var name : new String[] {"input", "result", "errorOutput", "context"}) {
      var value = member(name);
      if (value != null) {
        members.put(name, JsonView.of(value));
      }
    }
    return members.entrySet();
  }

  private @Nullable JsonNode member(String name) {
    return switch (name) {
      case "input" -> scope.input();
      case "context" -> scope.context();
      case "result" -> scope.result();
      case "errorOutput" -> scope.errorOutput();
      default -> null;
    };
  }
}
