package dev.stateway.translator.expression.choice;

import java.util.ArrayList;
import java.util.List;

/**
 * The pattern of {@code StringMatches}: {@code *} stands for any text, {@code \*} and {@code \\}
 * for themselves.
 *
 * <p>Matching takes time linear in the text, whatever the pattern.
 */
final class Wildcard {
  private final List<Piece> pieces;

  private Wildcard(List<Piece> pieces) {
    this.pieces = pieces;
  }

  static Wildcard compile(String pattern) {
    var pieces = new ArrayList<Piece>();
    var literal = new StringBuilder();
    for (int i = 0; i < pattern.length(); i++) {
      char c = pattern.charAt(i);
      if (c == '\\' && i + 1 < pattern.length() && isEscapable(pattern.charAt(i + 1))) {
        literal.append(pattern.charAt(++i));
      } else if (c == '*') {
        pieces.add(Piece.of(literal.toString()));
        literal.setLength(0);
      } else {
        literal.append(c);
      }
    }
    pieces.add(Piece.of(literal.toString()));
    return new Wildcard(List.copyOf(pieces));
  }

  private static boolean isEscapable(char c) {
    return c == '*' || c == '\\';
  }

  boolean matches(String text) {
    var first = pieces.getFirst().text();
    if (pieces.size() == 1) {
      return text.equals(first);
    }
    var last = pieces.getLast().text();
    int end = text.length() - last.length();
    if (end < first.length() || !text.startsWith(first) || !text.endsWith(last)) {
      return false;
    }
    // The leftmost place for each piece leaves the most room for the next.
    int at = first.length();
    for (var piece : pieces.subList(1, pieces.size() - 1)) {
      at = piece.endOfFirst(text, at, end);
      if (at < 0) {
        return false;
      }
    }
    return true;
  }

  /** Literal text between two stars, with its Knuth-Morris-Pratt borders. */
  private static final class Piece {
    private final String text;
    private final int[] borders;

    private Piece(String text, int[] borders) {
      this.text = text;
      this.borders = borders;
    }

    String text() {
      return text;
    }

    static Piece of(String text) {
      var borders = new int[text.length() + 1];
      borders[0] = -1;
      int border = -1;
      for (int i = 0; i < text.length(); i++) {
        while (border >= 0 && text.charAt(border) != text.charAt(i)) {
          border = borders[border];
        }
        borders[i + 1] = ++border;
      }
      return new Piece(text, borders);
    }

    int endOfFirst(String within, int from, int to) {
      int matched = 0;
      for (int i = from; matched < text.length(); i++) {
        if (i >= to) {
          return -1;
        }
        while (matched >= 0 && text.charAt(matched) != within.charAt(i)) {
          matched = borders[matched];
        }
        matched++;
        if (matched == text.length()) {
          return i + 1;
        }
      }
      return from;
    }
  }
}
