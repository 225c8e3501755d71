package dev.stateway.workflows.generated;

import dev.stateway.translator.JsonText;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * Makes random flows of states. Their data always has a number {@code n}, a text {@code s}, a list
 * of numbers {@code l} and an object {@code o} with a number {@code a}, so that most expressions
 * find what they look for.
 */
final class FlowGenerator {
  private static final int MOST_STATES = 40;
  private static final int DEEPEST = 2;

  private final Random random;
  private final Pace pace;
  private final StateGenerator generate;
  private final TaskGenerator tasks;
  private final ErrorRuleGenerator errorRules;
  private int states;
  private int flows;
  private boolean concurrent;

  FlowGenerator(Random random, Pace pace) {
    this.random = random;
    this.pace = pace;
    this.generate = new StateGenerator(random, pace);
    this.tasks = new TaskGenerator(random, pace, generate);
    this.errorRules = new ErrorRuleGenerator(random);
  }

  boolean isConcurrent() {
    return concurrent;
  }

  ObjectNode machine() {
    var jsonata = random.nextInt(4) == 0;
    var machine = flow(new Names(flows++, null, jsonata), null, Beside.NOTHING, 0);
    if (jsonata) {
      machine.put("QueryLanguage", "JSONata");
    }
    if (random.nextInt(8) == 0) {
      machine.put("TimeoutSeconds", 1 + random.nextInt(pace.bound(400_000)));
    }
    return machine;
  }

  /**
   * The variables of a flow: who it is, a counter and a number of its own.
   *
   * @param jsonata the machine's query language
   */
  record Names(int flow, @Nullable Names outer, boolean jsonata) {
    String who() {
      return "who" + flow;
    }

    String counter() {
      return "c" + flow;
    }

    String number() {
      return "v" + flow;
    }
  }

  /** What runs beside a flow: flows that do must not end at the same moment. */
  private enum Beside {
    NOTHING,
    BRANCHES,
    ITERATIONS
  }

  /** A place that leads to a state that is not there yet. */
  private record Open(ObjectNode node, String field) {}

  /** A flow as it grows. */
  private final class Flow {
    private final ObjectNode states = JsonText.MAPPER.createObjectNode();
    private final Names names;
    private final int depth;
    private @Nullable String startAt;
    private List<Open> open = new ArrayList<>();

    private Flow(Names names, int depth) {
      this.names = names;
      this.depth = depth;
    }

    private void add(String name, ObjectNode state) {
      open.forEach(place -> place.node().put(place.field(), name));
      open = new ArrayList<>();
      if (startAt == null) {
        startAt = name;
      }
      states.set(name, state);
    }

    /** Adds a state that the next one follows. */
    private void append(String name, ObjectNode state) {
      add(name, state);
      open.add(new Open(state, "Next"));
    }

    private ObjectNode end() {
      var isPlain =
          open.stream().allMatch(place -> place.node().has("Type") && place.field().equals("Next"));
      if (isPlain && random.nextInt(3) > 0) {
        open.forEach(place -> place.node().put("End", true));
      } else {
        add(name("Done"), generate.succeed(names));
      }
      var flow = JsonText.MAPPER.createObjectNode();
      flow.put("StartAt", startAt);
      flow.set("States", states);
      return flow;
    }
  }

  private ObjectNode flow(Names names, @Nullable ObjectNode prologue, Beside beside, int depth) {
    var flow = new Flow(names, depth);
    flow.append(name("Init"), prologue == null ? generate.mainPrologue(names) : prologue);
    if (beside != Beside.NOTHING && pace != Pace.SKIPPED) {
      flow.append(name("Wait"), generate.ownWait(names, beside == Beside.ITERATIONS));
    } else if (beside != Beside.NOTHING) {
      // A timeout would end the iterations of a Map at the same moment.
      task(flow, false);
    }
    blocks(flow, 1 + random.nextInt(depth == 0 ? 6 : 3));
    return flow.end();
  }

  private void blocks(Flow flow, int count) {
    for (var i = 0; i < count; i++) {
      block(flow);
    }
  }

  private void block(Flow flow) {
    var kind = random.nextInt(100);
    if (kind < 30 || states > MOST_STATES) {
      flow.append(name("Pass"), generate.pass(flow.names));
    } else if (kind < 52) {
      task(flow);
    } else if (kind < 60) {
      flow.append(name("Wait"), generate.wait(flow.names));
    } else if (kind < 75) {
      choice(flow);
    } else if (kind < 80) {
      loop(flow);
    } else if (flow.depth >= DEEPEST) {
      task(flow);
    } else if (kind < 90) {
      parallel(flow);
    } else {
      map(flow);
    }
  }

  private void task(Flow flow) {
    task(flow, random.nextInt(5) == 0 && pace.hasTimeouts());
  }

  private void task(Flow flow, boolean timed) {
    var name = name("Task") + (timed ? "T" : "");
    var task = tasks.task(flow.names, timed);
    flow.append(name, task);
    catchers(flow, name, task, generate.isJsonata(task, flow.names));
  }

  private void catchers(Flow flow, String name, ObjectNode state, boolean jsonata) {
    errorRules.retriers(state);
    if (random.nextInt(3) > 0) {
      return;
    }
    var catcher = state.putArray("Catch").addObject();
    var after = flow.open;
    errorRules.catcher(catcher, flow.names, jsonata);
    flow.open = new ArrayList<>(List.of(new Open(catcher, "Next")));
    flow.add(name + "Caught", generate.repair(flow.names));
    var repair = (ObjectNode) flow.states.get(name + "Caught");
    flow.open.add(new Open(repair, "Next"));
    flow.open.addAll(after);
  }

  private void choice(Flow flow) {
    var choice = generate.choice(flow.names);
    flow.add(name("Choice"), choice);
    var jsonata = generate.isJsonata(choice, flow.names);
    var rules = choice.putArray("Choices");
    var after = new ArrayList<Open>();
    for (var i = 0; i <= random.nextInt(2); i++) {
      var rule = rules.addObject();
      generate.rule(rule, flow.names, jsonata);
      flow.open = new ArrayList<>(List.of(new Open(rule, "Next")));
      if (random.nextInt(8) == 0) {
        flow.add(name("Fail"), generate.fail(flow.names));
      } else {
        blocks(flow, 1);
        after.addAll(flow.open);
      }
      flow.open = new ArrayList<>();
    }
    // One of the paths at least must go on.
    if (after.isEmpty() || random.nextInt(12) > 0) {
      after.add(new Open(choice, "Default"));
    }
    flow.open = after;
    flow.append(name("Pass"), generate.pass(flow.names));
  }

  private void loop(Flow flow) {
    flow.append(name("Reset"), generate.count(flow.names, false));
    var again = name("Count");
    flow.append(again, generate.count(flow.names, true));
    // No loop in it: both would count with the same variable.
    if (random.nextBoolean()) {
      task(flow);
    } else {
      flow.append(name("Pass"), generate.pass(flow.names));
    }
    var choice = generate.choice(flow.names);
    flow.add(name("Choice"), choice);
    var rule = choice.putArray("Choices").addObject();
    generate.countRule(rule, flow.names, generate.isJsonata(choice, flow.names));
    rule.put("Next", again);
    flow.open.add(new Open(choice, "Default"));
  }

  private void parallel(Flow flow) {
    var name = name("Parallel");
    var parallel = generate.parallel(flow.names);
    flow.append(name, parallel);
    catchers(flow, name, parallel, generate.isJsonata(parallel, flow.names));
    var branches = parallel.putArray("Branches");
    var count = 1 + random.nextInt(3);
    concurrent |= count > 1;
    var beside = count > 1 ? Beside.BRANCHES : Beside.NOTHING;
    for (var i = 0; i < count; i++) {
      var names = new Names(flows++, flow.names, flow.names.jsonata());
      branches.add(flow(names, generate.branchPrologue(names, i), beside, flow.depth + 1));
    }
    after(flow, parallel);
  }

  private void map(Flow flow) {
    var name = name("Map");
    var atATime = random.nextInt(4);
    var map = generate.map(flow.names, atATime);
    flow.append(name, map);
    catchers(flow, name, map, generate.isJsonata(map, flow.names));
    concurrent |= atATime != 1;
    var beside = atATime == 1 ? Beside.NOTHING : Beside.ITERATIONS;
    var names = new Names(flows++, flow.names, flow.names.jsonata());
    map.set(
        "ItemProcessor", flow(names, generate.iterationPrologue(names), beside, flow.depth + 1));
    after(flow, map);
  }

  /** A state with branches may give anything: its data must be what they should be again. */
  private void after(Flow flow, ObjectNode state) {
    if (generate.replacesData(state, flow.names)) {
      flow.append(name("Repair"), generate.repair(flow.names));
    }
  }

  private String name(String kind) {
    return kind + states++;
  }
}
