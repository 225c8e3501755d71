package dev.stateway.api.integrations;

import dev.stateway.translator.JsonText;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonPointer;

/** What the services do with the requests of one task, which are known by the names in them. */
final class Script {
  /** For a rule that is never used up. */
  static final int ALWAYS = Integer.MAX_VALUE;

  private final Set<String> names = ConcurrentHashMap.newKeySet();
  private final List<JsonPointer> ids;
  private final List<Rule> rules = new CopyOnWriteArrayList<>();
  private final List<Asked> asked = new CopyOnWriteArrayList<>();
  private final List<String> learned = new CopyOnWriteArrayList<>();
  private final CompletableFuture<Void> held = new CompletableFuture<>();
  private final CompletableFuture<Void> left = new CompletableFuture<>();

  /**
   * A script without rules: everything is forwarded.
   *
   * @param ids where answers name work that later requests ask for
   */
  Script(List<JsonPointer> ids) {
    this.ids = ids;
  }

  /** Requests with this text in them are of this task. */
  Script of(String name) {
    names.add(name);
    return this;
  }

  /** What is done with the next requests whose name is so; the first rule that matches counts. */
  Script on(String name, int times, Reply reply) {
    rules.add(new Rule(Pattern.compile(name), new AtomicInteger(times), reply));
    return this;
  }

  boolean concerns(Asked request) {
    var text = request.text();
    return names.stream().anyMatch(text::contains);
  }

  Reply reply(Asked request) {
    asked.add(request);
    return rules.stream()
        .filter(rule -> rule.name.matcher(request.name()).matches() && rule.take())
        .map(Rule::reply)
        .findFirst()
        .orElseGet(Reply.Forward::new);
  }

  /** Takes the names of work from an answer. */
  void learn(String answer) {
    if (ids.isEmpty() || !answer.startsWith("{")) {
      return;
    }
    try {
      var members = JsonText.parse(answer);
      for (var pointer : ids) {
        var id = members.at(pointer);
        if (id.isString() && names.add(id.stringValue())) {
          learned.add(id.stringValue());
        }
      }
    } catch (JacksonException notJson) {
      throw new AssertionError("not JSON: " + answer, notJson);
    }
  }

  /** The work that was begun last. */
  String work() {
    return learned.isEmpty() ? "" : learned.getLast();
  }

  /** All requests so far. */
  List<Asked> asked() {
    return List.copyOf(asked);
  }

  /** Ends when a request is being held. */
  CompletableFuture<Void> held() {
    return held;
  }

  /** Ends when who sent the held request has hung up. */
  CompletableFuture<Void> left() {
    return left;
  }

  private record Rule(Pattern name, AtomicInteger times, Reply reply) {
    boolean take() {
      return times.getAndUpdate(n -> n == ALWAYS || n == 0 ? n : n - 1) > 0;
    }
  }
}
