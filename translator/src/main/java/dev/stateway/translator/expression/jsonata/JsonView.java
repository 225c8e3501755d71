package dev.stateway.translator.expression.jsonata;

import com.dashjoin.jsonata.Jsonata;
import java.util.AbstractList;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.Map;
import java.util.RandomAccess;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * JSON as the Map and List that the library computes with, without a copy: an entry is made when it
 * is looked at.
 */
final class JsonView {
  private JsonView() {}

  /** Something that stands for a tree, so that the tree itself can be given back. */
  sealed interface View {
    JsonNode node();
  }

  static Object of(JsonNode node) {
    return switch (node.getNodeType()) {
      case OBJECT, POJO -> new ObjectView(node);
      // Group expressions of the library add to an empty list.
      case ARRAY -> node.isEmpty() ? new ArrayList<>() : new ArrayView(node);
      case STRING, BINARY -> node.asString();
      case NUMBER -> Numbers.of(node);
      case BOOLEAN -> node.booleanValue();
      case NULL, MISSING -> Jsonata.NULL_VALUE;
    };
  }

  static final class ArrayView extends AbstractList<Object> implements RandomAccess, View {
    private final JsonNode node;

    ArrayView(JsonNode node) {
      this.node = node;
    }

    @Override
    public JsonNode node() {
      return node;
    }

    @Override
    public Object get(int index) {
      return of(node.get(index));
    }

    @Override
    public int size() {
      return node.size();
    }
  }

  static final class ObjectView extends AbstractMap<String, Object> implements View {
    private final JsonNode node;

    ObjectView(JsonNode node) {
      this.node = node;
    }

    @Override
    public JsonNode node() {
      return node;
    }

    @Override
    public @Nullable Object get(@Nullable Object key) {
      var value = key instanceof String name ? node.get(name) : null;
      return value == null ? null : of(value);
    }

    @Override
    public boolean containsKey(@Nullable Object key) {
      return key instanceof String name && node.has(name);
    }

    @Override
    public int size() {
      return node.size();
    }

    @Override
    public Set<Map.Entry<String, Object>> entrySet() {
      return new AbstractSet<>() {
        @Override
        public Iterator<Map.Entry<String, Object>> iterator() {
          return node.properties().stream()
              .map(entry -> Map.entry(entry.getKey(), of(entry.getValue())))
              .iterator();
        }

        @Override
        public int size() {
          return node.size();
        }
      };
    }
  }
}
