package dev.stateway.api.gateway.route;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;

/**
 * The HTTP statuses of error names ({@code x-workflow-errors}), with {@code *} for any characters;
 * the first that matches counts.
 */
public record ErrorTable(Map<String, Integer> statuses) {
  /** Names none. */
  public static final ErrorTable EMPTY = new ErrorTable(Map.of());

  public ErrorTable {
    statuses = Collections.unmodifiableMap(new LinkedHashMap<>(statuses));
  }

  /** The status of this error, if the table has one. */
  public OptionalInt status(String error) {
    for (var entry : statuses.entrySet()) {
      if (matches(entry.getKey(), error)) {
        return OptionalInt.of(entry.getValue());
      }
    }
    return OptionalInt.empty();
  }

  /** Linear in both: after a star only the last one is ever tried again. */
  public static boolean matches(String pattern, String text) {
    var p = 0;
    var t = 0;
    var star = -1;
    var resume = 0;
    while (t < text.length()) {
      if (p < pattern.length() && pattern.charAt(p) == '*') {
        star = p++;
        resume = t;
      } else if (p < pattern.length() && pattern.charAt(p) == text.charAt(t)) {
        p++;
        t++;
      } else if (star >= 0) {
        p = star + 1;
        t = ++resume;
      } else {
        return false;
      }
    }
    while (p < pattern.length() && pattern.charAt(p) == '*') {
      p++;
    }
    return p == pattern.length();
  }
}
