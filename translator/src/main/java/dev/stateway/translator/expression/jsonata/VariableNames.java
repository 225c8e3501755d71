package dev.stateway.translator.expression.jsonata;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.SequencedSet;
import java.util.regex.Pattern;

/** Finds which variables an expression takes from outside. */
final class VariableNames {
  private static final Pattern TOKEN =
      Pattern.compile(
          """
          (?xs)
            /\\* .*? \\*/                                 # comment
          | "(?:[^"\\\\]|\\\\.)*" | '(?:[^'\\\\]|\\\\.)*'  # string
          | `[^`]*`                                       # quoted name
          | (?<![\\w)\\]}"'`$]) (?<![\\w)\\]}"'`$]\\s) / (?:[^/\\\\]|\\\\.)+ / [im]*  # regular expression: where no operand ends
          | (?<binder>function\\s*\\(|\\u03bb\\s*\\() (?<parameters>[^)]*) \\)
          | \\$(?<name>\\w+) (?<binding>\\s*:=)?
          """,
          Pattern.COMMENTS | Pattern.DOTALL);

  private static final Pattern PARAMETER = Pattern.compile("\\$(\\w+)");

  private VariableNames() {}

  /**
   * The names in the order of their first use, without those of functions, of {@code $states}, and
   * those bound in the expression.
   */
  static SequencedSet<String> in(String source) {
    var used = new LinkedHashSet<String>();
    var bound = new LinkedHashSet<String>();
    var token = TOKEN.matcher(source);
    while (token.find()) {
      if (token.group("binder") != null) {
        PARAMETER
            .matcher(token.group("parameters"))
            .results()
            .forEach(parameter -> bound.add(parameter.group(1)));
      } else if (token.group("name") != null) {
        (token.group("binding") == null ? used : bound).add(token.group("name"));
      }
    }
    used.removeAll(bound);
    used.removeIf(
        name -> name.equals("states") || Builtins.NAMES.contains(name) || name.equals("eval"));
    return Collections.unmodifiableSequencedSet(used);
  }
}
