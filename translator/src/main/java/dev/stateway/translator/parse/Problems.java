package dev.stateway.translator.parse;

import dev.stateway.translator.Diagnostic;
import dev.stateway.translator.Diagnostic.Severity;
import dev.stateway.translator.expression.template.Reporter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Collects what is wrong with a definition; reading goes on after each. */
public final class Problems implements Reporter {
  private final List<Diagnostic> found = new ArrayList<>();
  private final SortedMap<String, SortedSet<String>> references = new TreeMap<>();
  private final Set<Use> uses = new LinkedHashSet<>();
  private final Set<String> assigned = new HashSet<>();

  /** That a place refers to a variable. */
  private record Use(String variable, String location) {}

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
  void refers(String state, Collection<String> variables, String location) {
    if (!variables.isEmpty()) {
      references.computeIfAbsent(state, _ -> new TreeSet<>()).addAll(variables);
      variables.forEach(variable -> uses.add(new Use(variable, location)));
    }
  }

  /** Notes that a state assigns a variable. */
  void assigns(String variable) {
    assigned.add(variable);
  }

  /** Warns of variables that nothing in the whole definition assigns. */
  void warnOfUnassigned() {
    for (var use : uses) {
      if (!assigned.contains(use.variable())) {
        warning(
            "UNDEFINED_REFERENCE",
            "No state assigns the variable '" + use.variable() + "'.",
            use.location());
      }
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
