package dev.stateway.api.auth.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A text of a policy with wildcards and variables, e.g. {@code
 * arn:aws:states:*:*:stateMachine:${aws:PrincipalTag/team}-*}.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html">Policy
 *     variables</a>
 */
public final class TextPattern {
  private static final int ANY_MANY = -1;
  private static final int ANY_ONE = -2;

  private final String source;
  private final List<Part> parts;

  private TextPattern(String source, List<Part> parts) {
    this.source = source;
    this.parts = List.copyOf(parts);
  }

  private sealed interface Part {
    /** Characters and wildcards. */
    record Codes(List<Integer> codes) implements Part {}

    /** A variable, and what stands for it where it has no value. */
    record Variable(String key, @Nullable String otherwise) implements Part {}
  }

  /** A text in which wildcards have their meaning; variables only where the policy has them. */
  static TextPattern of(String text, boolean variables) {
    var parts = new ArrayList<Part>();
    var rest = text;
    while (!rest.isEmpty()) {
      var start = variables ? rest.indexOf("${") : -1;
      var end = start < 0 ? -1 : rest.indexOf('}', start);
      if (end < 0) {
        parts.add(wildcards(rest));
        break;
      }
      parts.add(wildcards(rest.substring(0, start)));
      parts.add(variable(rest.substring(start + 2, end)));
      rest = rest.substring(end + 1);
    }
    return new TextPattern(text, parts);
  }

  private static Part wildcards(String text) {
    return new Part.Codes(
        text.codePoints()
            .map(code ->
                switch (code) {
                  case '*' -> ANY_MANY;
                  case '?' -> ANY_ONE;
                  default -> code;
                })
            .boxed()
            .toList());
  }

  private static Part variable(String content) {
    if (content.equals("*") || content.equals("?") || content.equals("$")) {
      return new Part.Codes(content.codePoints().boxed().toList());
    }
    var comma = content.indexOf(',');
    if (comma < 0) {
      return new Part.Variable(content.strip(), null);
    }
    var otherwise = content.substring(comma + 1).strip();
    var quoted =
        otherwise.length() >= 2 && otherwise.startsWith("'") && otherwise.endsWith("'")
            ? otherwise.substring(1, otherwise.length() - 1)
            : otherwise;
    return new Part.Variable(content.substring(0, comma).strip(), quoted);
  }

  /** The keys of its variables, in lower case. */
  List<String> variables() {
    return parts.stream()
        .filter(Part.Variable.class::isInstance)
        .map(part -> ((Part.Variable) part).key().toLowerCase(Locale.ROOT))
        .toList();
  }

  /** With the values of its variables in place; empty where one has none. */
  Optional<Resolved> resolve(RequestContext context) {
    var codes = IntStream.builder();
    for (var part : parts) {
      switch (part) {
        case Part.Codes(var literal) -> literal.forEach(codes::add);
        case Part.Variable(var key, var otherwise) -> {
          var value = context.single(key).or(() -> Optional.ofNullable(otherwise));
          if (value.isEmpty()) {
            return Optional.empty();
          }
          // What a value contains is text: no caller can bring a wildcard of its own.
          value.get().codePoints().forEach(codes::add);
        }
      }
    }
    return Optional.of(new Resolved(codes.build().toArray()));
  }

  /** Whether the whole text is of this pattern. */
  boolean matches(String text, RequestContext context) {
    return resolve(context).map(resolved -> resolved.matches(text)).orElse(false);
  }

  @Override
  public String toString() {
    return source;
  }

  /** A pattern without variables. */
  static final class Resolved {
    private final int[] codes;

    private Resolved(int[] codes) {
      this.codes = codes;
    }

    /** The text, where all of it stands for itself. */
    String literal() {
      var text = new StringBuilder();
      for (var code : codes) {
        text.append(
            switch (code) {
              case ANY_MANY -> "*";
              case ANY_ONE -> "?";
              default -> Character.toString(code);
            });
      }
      return text.toString();
    }

    /** The parts between separators; the last has what is left. */
    List<Resolved> split(char separator, int limit) {
      var all = new ArrayList<Resolved>();
      var start = 0;
      for (var i = 0; i < codes.length && all.size() < limit - 1; i++) {
        if (codes[i] == separator) {
          all.add(new Resolved(IntStream.of(codes).skip(start).limit(i - start).toArray()));
          start = i + 1;
        }
      }
      all.add(new Resolved(IntStream.of(codes).skip(start).toArray()));
      return all;
    }

    /**
     * Whether the whole text is of this pattern: two positions that only go forward, but for the
     * one after the last star, so that no pattern takes exponential time.
     */
    boolean matches(String text) {
      var characters = text.codePoints().toArray();
      var at = 0;
      var pattern = 0;
      var star = -1;
      var afterStar = 0;
      while (at < characters.length) {
        if (pattern < codes.length
            && (codes[pattern] == ANY_ONE || codes[pattern] == characters[at])) {
          pattern++;
          at++;
        } else if (pattern < codes.length && codes[pattern] == ANY_MANY) {
          star = pattern++;
          afterStar = at;
        } else if (star >= 0) {
          pattern = star + 1;
          at = ++afterStar;
        } else {
          return false;
        }
      }
      while (pattern < codes.length && codes[pattern] == ANY_MANY) {
        pattern++;
      }
      return pattern == codes.length;
    }
  }
}
