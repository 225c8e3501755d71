package dev.stateway.activities.ecs;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Lays one part of a manifest over another: mappings are merged member by member, lists of items
 * with names item by item, everything else is replaced, and nothing as a value removes. That is
 * what Kubernetes does with a strategic merge patch to the lists with {@code name} as their key.
 *
 * @see <a
 *     href="https://kubernetes.io/docs/tasks/manage-kubernetes-objects/update-api-object-kubectl-patch/">Strategic
 *     merge patch</a>
 */
final class PodOverlay {
  private static final String NAME = "name";

  private PodOverlay() {}

  /** The base with what the overlay says in place of, or beside, what it says itself. */
  static Map<String, Object> merged(Map<?, ?> base, Map<?, ?> overlay) {
    var merged = new LinkedHashMap<String, Object>();
    base.forEach((name, value) -> merged.put(String.valueOf(name), value));
    overlay.forEach((name, value) -> {
      if (value == null) {
        merged.remove(String.valueOf(name));
      } else {
        merged.merge(String.valueOf(name), value, PodOverlay::mergedValue);
      }
    });
    return merged;
  }

  private static Object mergedValue(Object base, Object overlay) {
    if (base instanceof Map<?, ?> under && overlay instanceof Map<?, ?> over) {
      return merged(under, over);
    }
    if (base instanceof List<?> under && overlay instanceof List<?> over && areNamed(over)) {
      return mergedItems(under, over);
    }
    return overlay;
  }

  private static List<Object> mergedItems(List<?> base, List<?> overlay) {
    var items = new ArrayList<Object>(base);
    for (var item : overlay) {
      var at = indexOf(items, name(item));
      if (at < 0) {
        items.add(item);
      } else {
        items.set(at, mergedValue(items.get(at), item));
      }
    }
    return items;
  }

  private static int indexOf(List<?> items, @Nullable Object name) {
    for (var i = 0; i < items.size(); i++) {
      if (name != null && name.equals(name(items.get(i)))) {
        return i;
      }
    }
    return -1;
  }

  private static boolean areNamed(List<?> items) {
    return items.stream().allMatch(item -> name(item) != null);
  }

  private static @Nullable Object name(Object item) {
    return item instanceof Map<?, ?> mapping ? mapping.get(NAME) : null;
  }
}
