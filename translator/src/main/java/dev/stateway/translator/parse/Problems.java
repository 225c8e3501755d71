package dev.stateway.translator.parse;

import dev.stateway.translator.Diagnostic;
import dev.stateway.translator.Diagnostic.Severity;
import dev.stateway.translator.expression.template.Reporter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Collects what is wrong with a definition; reading goes on after each. */
public final class Problems implements Reporter {
  private final List<Diagnostic> found = new ArrayList<>();
  private final SortedMap<String, SortedSet<String>> references = new TreeMap<>();

  /** A violation of the language's form. */
  public void schema(String message, String location) {
    error("SCHEMA_VALIDATION_FAILED", message, location);
  }

  /** A problem under another of AWS's codes. */
  @Override
  public void error(String code, String message, @Nullable String location) {
    found.add(new Diagnostic(Severity.ERROR, code, message, location));
  }

  @Override
  public void error(String message, String pointer) {
    schema(message, pointer);
  }

  @Override
  public void warning(String code, String message, String location) {
    found.add(new Diagnostic(Severity.WARNING, code, message, location));
  }

  /** Notes which variables a state refers to. */
  void refers(String state, Collection<String> variables) {
    if (!variables.isEmpty()) {
      references.computeIfAbsent(state, _ -> new TreeSet<>()).addAll(variables);
    }
  }

  /** The variables that states refer to, both in the order of their names. */
  SortedMap<String, SortedSet<String>> references() {
    return references;
  }

  /** Whether the definition is refused. */
  public boolean anyError() {
    return found.stream().anyMatch(problem -> problem.severity() == Severity.ERROR);
  }

  /** All, in the order in which they were found. */
  public List<Diagnostic> all() {
    return List.copyOf(found);
  }
}
