package dev.stateway.workflows.generated;

import dev.stateway.translator.JsonText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What one line of states did (the execution's own, a branch, an iteration), worked out to its end
 * as if nothing could stop it; what does stop it cuts it off afterwards.
 */
final class Line {
  private static final Set<String> ABORTABLE = Set.of("Task", "Wait", "Parallel", "Map");

  private final Pace pace;
  private final int[] numbers;
  private final @Nullable Integer iteration;
  private final @Nullable JsonNode item;
  private final List<PredictedEvent> events = new ArrayList<>();
  private final List<Moment> chain = new ArrayList<>();
  private final List<Visit> visits = new ArrayList<>();
  private Map<String, JsonNode> variables;
  private PredictedEvent last;
  private double now;
  private double goneAt = Double.POSITIVE_INFINITY;

  private Line(
      Pace pace,
      int[] numbers,
      @Nullable Integer iteration,
      @Nullable JsonNode item,
      Map<String, JsonNode> variables,
      PredictedEvent last,
      double now) {
    this.pace = pace;
    this.numbers = numbers;
    this.iteration = iteration;
    this.item = item;
    this.variables = variables;
    this.last = last;
    this.now = now;
    chain.add(new Moment(now, last));
  }

  static Line outermost(PredictedEvent started, Pace pace) {
    return new Line(pace, new int[] {1}, null, null, Map.of(), started, 0);
  }

  Line branch(PredictedEvent started) {
    return new Line(pace, numbers, null, item, variables, started, now);
  }

  Line iteration(int index, JsonNode itsItem, PredictedEvent started) {
    return new Line(pace, numbers, index, itsItem, variables, started, now);
  }

  /** From when on the next event follows from this one. */
  private record Moment(double seconds, PredictedEvent event) {}

  /** A passage through a state. */
  static final class Visit {
    private final String name;
    private final String type;
    private final double entered;
    private final List<Line> inner = new ArrayList<>();
    private double left = Double.POSITIVE_INFINITY;

    private Visit(String name, String type, double entered) {
      this.name = name;
      this.type = type;
      this.entered = entered;
    }

    List<Line> inner() {
      return inner;
    }
  }

  Visit visit(String name, String type) {
    var visit = new Visit(name, type, now);
    visits.add(visit);
    return visit;
  }

  void leave(Visit visit) {
    visit.left = now;
  }

  /** An event that the next one follows from. */
  PredictedEvent tell(String type, @Nullable ObjectNode details) {
    return tellAfter(last, type, details);
  }

  /** The same, following from another than the last. */
  PredictedEvent tellAfter(
      @Nullable PredictedEvent previous, String type, @Nullable ObjectNode details) {
    last = aside(previous, type, details);
    chain.add(new Moment(now, last));
    return last;
  }

  /** An event that the next one does not follow from. */
  PredictedEvent aside(
      @Nullable PredictedEvent previous, String type, @Nullable ObjectNode details) {
    var event = new PredictedEvent(numbers[0]++, type, previous, now, details);
    events.add(event);
    return event;
  }

  void goOn(double time, PredictedEvent from) {
    now = time;
    last = from;
    chain.add(new Moment(time, from));
  }

  void pass(double seconds) {
    now += seconds;
  }

  @Nullable Integer iteration() {
    return iteration;
  }

  @Nullable JsonNode item() {
    return item;
  }

  PredictedEvent last() {
    return last;
  }

  double now() {
    return now;
  }

  Map<String, JsonNode> variables() {
    return variables;
  }

  void assign(Map<String, JsonNode> assigned) {
    var all = new TreeMap<>(variables);
    all.putAll(assigned);
    variables = all;
  }

  /** The type of the state it failed in. */
  String failedIn() {
    return visits.getLast().type;
  }

  // --- given up before its end

  /** Forgets all that would have happened after this moment. */
  void cutAfter(double moment) {
    var all = new ArrayList<PredictedEvent>();
    collect(all);
    if (all.stream().anyMatch(event -> pace.isUnsure(event.seconds(), moment))) {
      throw new Ambiguous();
    }
    cut(moment);
  }

  private void cut(double moment) {
    events.removeIf(event -> event.seconds() > moment);
    chain.subList(1, chain.size()).removeIf(told -> told.seconds() > moment);
    visits.removeIf(visit -> visit.entered > moment);
    for (var visit : visits) {
      visit.inner.removeIf(line -> line.chain.getFirst().seconds() > moment);
      visit.inner.forEach(line -> line.cutInner(moment));
      if (visit.left > moment) {
        visit.left = Double.POSITIVE_INFINITY;
      }
    }
  }

  private void cutInner(double moment) {
    if (goneAt > moment) {
      cut(moment);
    }
  }

  /** It has ended or was given up. */
  void goneAt(double moment) {
    goneAt = moment;
  }

  boolean isThereAt(double moment) {
    return goneAt > moment;
  }

  /** It is given up because of another one's failure: all follows from that. */
  void giveUp(Line teller, PredictedEvent failure, String stateName, double moment) {
    if (iteration != null) {
      teller.aside(failure, "MapIterationAborted", iterationDetails(iteration, stateName));
    }
    var visit = current();
    if (visit == null) {
      return;
    }
    visit.inner.stream()
        .filter(line -> line.isThereAt(moment))
        .forEach(line -> line.giveUp(teller, failure, visit.name, moment));
    if (ABORTABLE.contains(visit.type)) {
      teller.aside(failure, visit.type + "StateAborted", null);
    }
  }

  /** The execution itself ends at this moment: each event follows from its own line's last. */
  void end(Line teller, double moment) {
    var visit = current();
    if (visit == null) {
      return;
    }
    for (var line : visit.inner) {
      if (line.isThereAt(moment)) {
        if (line.iteration != null) {
          teller.aside(
              line.lastTold(), "MapIterationAborted", iterationDetails(line.iteration, visit.name));
        }
        line.end(teller, moment);
      }
    }
    if (ABORTABLE.contains(visit.type)) {
      last = teller.aside(lastTold(), visit.type + "StateAborted", null);
      chain.add(new Moment(moment, last));
    }
  }

  void now(double moment) {
    now = moment;
  }

  private PredictedEvent lastTold() {
    return chain.getLast().event();
  }

  private @Nullable Visit current() {
    var visit = visits.isEmpty() ? null : visits.getLast();
    return visit == null || visit.left < Double.POSITIVE_INFINITY ? null : visit;
  }

  static ObjectNode iterationDetails(int index, String stateName) {
    return JsonText.MAPPER.createObjectNode().put("name", stateName).put("index", index);
  }

  /** All events of it and of what it contains. */
  void collect(List<PredictedEvent> into) {
    into.addAll(events);
    visits.forEach(visit -> visit.inner.forEach(line -> line.collect(into)));
  }
}
