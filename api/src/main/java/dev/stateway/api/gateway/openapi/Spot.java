package dev.stateway.api.gateway.openapi;

import dev.stateway.api.gateway.route.Route;
import dev.stateway.api.source.YamlDocument;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;

/** A place in an OpenAPI file while it is read: its value, and where problems with it are noted. */
public record Spot(Source source, List<Problem> problems, JsonPointer pointer, JsonNode value) {
  /**
   * Where it is written.
   *
   * @param file which
   * @param document what is in it
   */
  public record Source(Path file, YamlDocument document) {}

  /** The whole of a file. */
  public static Spot root(Path file, YamlDocument document) {
    return new Spot(
        new Source(file, document), new ArrayList<>(), JsonPointer.empty(), document.root());
  }

  /** The whole of the file that it is in. */
  JsonNode root() {
    return source.document().root();
  }

  public boolean exists() {
    return !value.isMissingNode();
  }

  /** The last part of its pointer. */
  public String name() {
    return pointer.last().getMatchingProperty();
  }

  /** The member of this name; one that does not exist is a place too. */
  public Spot member(String name) {
    return new Spot(source, problems, pointer.appendProperty(name), value.path(name));
  }

  /** An element of a list, which must be there. */
  public Spot element(int index) {
    return new Spot(source, problems, pointer.appendIndex(index), value.get(index));
  }

  /** The members of an object, in order. */
  public List<Spot> members() {
    return value.propertyNames().stream().map(this::member).toList();
  }

  /** What a {@code $ref} to a place of this file stands for; anything else is itself. */
  public Spot dereferenced() {
    var at = this;
    // Longer chains than this are circles.
    for (var steps = 0; steps < 20; steps++) {
      var reference = at.value.path("$ref");
      if (!reference.isString()) {
        return at;
      }
      var text = reference.stringValue();
      if (!text.startsWith("#/")) {
        // Said once, where all references of the file are checked.
        return absent();
      }
      var target = JsonPointer.compile(text.substring(1));
      at = new Spot(source, problems, target, root().at(target));
      if (!at.exists()) {
        error("there is no " + text);
        return at;
      }
    }
    error("the references go in a circle");
    return absent();
  }

  private Spot absent() {
    return member("$ref").member("");
  }

  /** Its text; empty and, if it is something else than text, noted. */
  public Optional<String> text() {
    if (value.isString()) {
      return Optional.of(value.stringValue());
    }
    if (exists()) {
      error(name() + " must be a string");
    }
    return Optional.empty();
  }

  /** Whether it is true; noted if it is neither true nor false. */
  public boolean flag() {
    if (exists() && !value.isBoolean()) {
      error(name() + " must be true or false");
    }
    return value.isBoolean() && value.booleanValue();
  }

  public Route.Place place() {
    return new Route.Place(source.file(), source.document().line(pointer));
  }

  public void error(String message) {
    problems.add(new Problem(Problem.Severity.ERROR, place(), message));
  }

  public void warn(String message) {
    problems.add(new Problem(Problem.Severity.WARNING, place(), message));
  }
}
