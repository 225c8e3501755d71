package dev.stateway.translator.expression.jsonata;

import com.dashjoin.jsonata.Utils.RangeList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * How much the values that an expression makes would take if each were written out in full.
 *
 * <p>A value that holds another many times counts it as often, so that no later step (writing,
 * comparing, copying) can cost more than what is counted here. Parts of the input count only once
 * they are put into something new.
 */
final class Memory {
  /**
   * AWS accepts a sequence of 873,782 numbers and refuses one more; a string of 2^22 characters
   * passes, one of 2^23 does not.
   */
  static final int LIMIT = 873_782 * 8;

  private static final int SLOT = 8;

  private @Nullable IdentityHashMap<Object, Long> known;

  void check(@Nullable Object value) {
    // Most paths end in one part of the input, in a sequence of its own.
    var single =
        value instanceof List<?> list && !(list instanceof JsonView.View) && list.size() == 1
            ? list.getFirst()
            : value;
    if (single instanceof JsonView.View || single instanceof StatesView) {
      return;
    }
    if (weight(value) > LIMIT) {
      throw JsonataError.tooLarge();
    }
  }

  static void checkLength(long characters) {
    if (characters > LIMIT) {
      throw JsonataError.tooLarge();
    }
  }

  private long weight(@Nullable Object value) {
    return switch (value) {
      case String text -> text.length();
      case RangeList range -> (long) range.size() * SLOT;
      case JsonView.View view -> remembered(view.node());
      case Map<?, ?> map -> remembered(map);
      case List<?> list -> list.isEmpty() ? SLOT : remembered(list);
      case null, default -> SLOT;
    };
  }

  private long remembered(Object container) {
    if (known == null) {
      known = new IdentityHashMap<>();
    }
    var weight = known.get(container);
    if (weight == null) {
      weight = Math.min(measured(container), Integer.MAX_VALUE);
      known.put(container, weight);
    }
    return weight;
  }

  private long measured(Object container) {
    long sum = 0;
    switch (container) {
      case JsonNode node -> {
        if (!node.isContainer()) {
          return node.isString() ? node.stringValue().length() : SLOT;
        }
        for (var child : node) {
          sum += child.isContainer() ? remembered(child) : measured(child);
        }
      }
      case Map<?, ?> map -> {
        for (var entry : map.entrySet()) {
          sum += weight(entry.getKey()) + weight(entry.getValue());
        }
      }
      case List<?> list -> {
        for (var item : list) {
          sum += weight(item);
        }
      }
      default -> throw new IllegalArgumentException(container.getClass().getName());
    }
    return sum;
  }
}
