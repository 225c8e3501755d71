package dev.stateway.translator.expression.jsonpath;

import dev.stateway.translator.error.StatesException;
import dev.stateway.translator.expression.Expression;
import dev.stateway.translator.expression.Scope;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A JSONPath over the input ({@code $}), the context object ({@code $$}) or a variable ({@code
 * $name}).
 *
 * @see <a href="https://states-language.net/spec.html#path">Paths</a>
 */
public final class JsonPathExpression implements Expression {
  private final String text;
  private final Root root;
  private final Path path;
  private final Missing missing;

  private JsonPathExpression(String text, Root root, Path path, Missing missing) {
    this.text = text;
    this.root = root;
    this.path = path;
    this.missing = missing;
  }

  /** What is said when the path leads nowhere: each field has its own words. */
  @FunctionalInterface
  public interface Missing {
    /**
     * The failure.
     *
     * @param path as written
     * @param why in the path engine's words
     */
    StatesException failure(String path, String why, Scope scope);
  }

  private sealed interface Root {
    record Input() implements Root {}

    record Context() implements Root {}

    record Variable(String name) implements Root {}
  }

  /** For InputPath, OutputPath and the fields whose name ends in Path. */
  public static final Missing INVALID_PATH =
      (path, why, _) -> StatesException.runtime("Invalid path '" + path + "' : " + why);

  /**
   * Compiles a path.
   *
   * @throws InvalidJsonPathException it is none
   */
  public static JsonPathExpression compile(String text, Missing missing) {
    if (!text.startsWith("$")) {
      throw new InvalidJsonPathException("Path must start with '$'");
    }
    if (text.startsWith("$$")) {
      return new JsonPathExpression(
          text, new Root.Context(), Path.compile(text.substring(1)), missing);
    }
    int end = 1;
    while (end < text.length() && Character.isUnicodeIdentifierPart(text.charAt(end))) {
      end++;
    }
    return end == 1
        ? new JsonPathExpression(text, new Root.Input(), Path.compile(text), missing)
        : new JsonPathExpression(
            text,
            new Root.Variable(text.substring(1, end)),
            Path.compile("$" + text.substring(end)),
            missing);
  }

  /**
   * Compiles a path where AWS speaks of a reference path, but takes any.
   *
   * @throws InvalidJsonPathException it is none
   */
  public static JsonPathExpression compileStarting(String text, Missing missing) {
    ReferencePaths.requireStart(text);
    return compile(text, missing);
  }

  /**
   * Compiles a path that names exactly one place of the input or of a variable.
   *
   * @throws InvalidJsonPathException it does not
   */
  public static JsonPathExpression compileReference(String text, Missing missing) {
    ReferencePaths.requireStart(text);
    var path = compile(text, missing);
    if (path.root instanceof Root.Context) {
      throw new InvalidJsonPathException("The context object cannot be referenced");
    }
    if (!path.isReference()) {
      throw new InvalidJsonPathException("Illegal character in reference path");
    }
    return path;
  }

  /** The path as written. */
  public String text() {
    return text;
  }

  /** Whether it names exactly one place. */
  public boolean isReference() {
    return path.isReference();
  }

  /** The variable it begins with, if it does. */
  @Override
  public SequencedSet<String> variables() {
    return root instanceof Root.Variable(var name)
        ? new LinkedHashSet<>(List.of(name))
        : Collections.emptySortedSet();
  }

  /** Whether it leads into the context object. */
  public boolean isContext() {
    return root instanceof Root.Context;
  }

  /** What it leads to; empty if nothing is there. */
  public Optional<JsonNode> find(Scope scope) {
    var tree = tree(scope);
    return tree == null ? Optional.empty() : path.find(tree);
  }

  @Override
  public JsonNode evaluate(Scope scope) {
    return find(scope).orElseThrow(() -> missing.failure(text, whyNothing(scope), scope));
  }

  private String whyNothing(Scope scope) {
    var tree = tree(scope);
    return tree == null ? "No results for path: " + text : path.whyNothing(tree);
  }

  private @Nullable JsonNode tree(Scope scope) {
    return switch (root) {
      case Root.Input() -> scope.input();
      case Root.Context() -> scope.context();
      case Root.Variable(var name) -> scope.variables().get(name);
    };
  }
}
