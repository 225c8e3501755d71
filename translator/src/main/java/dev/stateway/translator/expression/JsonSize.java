package dev.stateway.translator.expression;

import tools.jackson.databind.JsonNode;

/**
 * Measures JSON without writing it: a tree made by expressions can hold one part many times, and be
 * far larger written than in memory.
 */
public final class JsonSize {
  private long left;

  private JsonSize(long limit) {
    this.left = limit;
  }

  /** Whether the tree, written, has more than about this many characters; stops counting there. */
  public static boolean exceeds(JsonNode tree, long limit) {
    var size = new JsonSize(limit);
    size.count(tree);
    return size.left < 0;
  }

  private void count(JsonNode node) {
    left -= 2;
    if (node.isString()) {
      left -= node.stringValue().length();
      return;
    }
    for (var member : node.properties()) {
      left -= member.getKey().length() + 2L;
      if (left < 0) {
        return;
      }
      count(member.getValue());
    }
    if (node.isArray()) {
      for (var element : node) {
        if (left < 0) {
          return;
        }
        count(element);
      }
    }
  }
}
