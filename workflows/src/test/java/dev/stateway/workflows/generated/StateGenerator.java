package dev.stateway.workflows.generated;

import dev.stateway.translator.JsonText;
import dev.stateway.workflows.generated.FlowGenerator.Names;
import java.util.Objects;
import java.util.Random;
import tools.jackson.databind.node.ObjectNode;

/** Makes random states, and the fields by which they lead their data on. */
final class StateGenerator {
  private final Random random;
  private final Pace pace;
  private final ExpressionGenerator expressions;

  StateGenerator(Random random, Pace pace) {
    this.random = random;
    this.pace = pace;
    this.expressions = new ExpressionGenerator(random);
  }

  ObjectNode state(String type, Names names) {
    var state = JsonText.MAPPER.createObjectNode().put("Type", type);
    if (!names.jsonata() && random.nextInt(4) == 0) {
      state.put("QueryLanguage", "JSONata");
    }
    return state;
  }

  boolean isJsonata(ObjectNode state, Names names) {
    return names.jsonata() || state.has("QueryLanguage");
  }

  // --- prologues: each flow has variables of its own

  ObjectNode mainPrologue(Names names) {
    var state = JsonText.MAPPER.createObjectNode().put("Type", "Pass");
    state
        .putObject("Assign")
        .put(names.who(), "w")
        .put(names.counter(), 0)
        .put(names.number(), 1 + random.nextInt(5));
    return state;
  }

  ObjectNode branchPrologue(Names names, int branch) {
    return prologue(
        names,
        "States.Format('{}/{}.%d', $%s, $.try)".formatted(branch, outerWho(names)),
        "{%% $%s & '/' & $states.input.try & '.%d' %%}".formatted(outerWho(names), branch));
  }

  ObjectNode iterationPrologue(Names names) {
    return prologue(
        names,
        "States.Format('{}/{}.{}', $%s, $.try, $$.Map.Item.Index)".formatted(outerWho(names)),
        "{%% $%s & '/' & $states.input.try & '.' & $states.context.Map.Item.Index %%}"
            .formatted(outerWho(names)));
  }

  private ObjectNode prologue(Names names, String jsonPathWho, String jsonataWho) {
    var state = state("Pass", names);
    var assign = state.putObject("Assign").put(names.counter(), 0);
    if (isJsonata(state, names)) {
      assign.put(names.who(), jsonataWho).put(names.number(), "{% $states.input.n %}");
    } else {
      assign.put(names.who() + ".$", jsonPathWho).put(names.number() + ".$", "$.n");
    }
    return state;
  }

  private static String outerWho(Names names) {
    return Objects.requireNonNull(names.outer()).who();
  }

  // --- states

  ObjectNode succeed(Names names) {
    return state("Succeed", names);
  }

  ObjectNode fail(Names names) {
    var fail = state("Fail", names);
    if (isJsonata(fail, names)) {
      fail.put("Error", "E1").put("Cause", "{% 'n is ' & $states.input.n %}");
      return fail;
    }
    switch (random.nextInt(3)) {
      case 0 -> fail.put("Error", "E2").put("Cause", "as it is");
      case 1 -> fail.put("ErrorPath", "$.s").put("CausePath", "States.Format('n is {}', $.n)");
      default -> fail.put("Error", "E3");
    }
    return fail;
  }

  ObjectNode wait(Names names) {
    var wait = state("Wait", names);
    if (!isJsonata(wait, names) && random.nextBoolean()) {
      return wait.put("SecondsPath", "$.n");
    }
    return isJsonata(wait, names) && random.nextBoolean()
        ? wait.put("Seconds", "{% $states.input.n + 1 %}")
        : wait.put("Seconds", 1 + random.nextInt(pace.bound(5_000)));
  }

  /** A wait that no other branch or iteration is likely to have. */
  ObjectNode ownWait(Names names, boolean iteration) {
    var wait = JsonText.MAPPER.createObjectNode().put("Type", "Wait");
    if (!names.jsonata()) {
      wait.put("QueryLanguage", "JSONata");
    }
    var seconds = 1 + random.nextInt(pace.bound(100_000));
    return iteration
        ? wait.put(
            "Seconds",
            "{%% ($states.context.Map.Item.Index * %d) + %d %%}"
                .formatted(pace.betweenIterations(), seconds))
        : wait.put("Seconds", seconds);
  }

  ObjectNode pass(Names names) {
    var pass = state("Pass", names);
    if (isJsonata(pass, names)) {
      if (random.nextInt(3) > 0) {
        pass.set("Output", expressions.jsonataData(names, "$states.input"));
      }
      if (random.nextInt(4) == 0) {
        pass.putObject("Assign").put(names.number(), expressions.jsonataNumber(names, 2));
      }
      return pass;
    }
    switch (random.nextInt(6)) {
      case 0, 1 -> pass.set("Parameters", expressions.jsonPathData(names));
      case 2 -> pass.put("ResultPath", "$.k1").set("Result", expressions.constant());
      case 3 -> pass.put("InputPath", "$.o").put("ResultPath", "$.k2");
      case 4 -> pass.putNull("ResultPath").put("InputPath", "$.s");
      default -> {
        // It hands on what it gets.
      }
    }
    // Elsewhere $ is not the data.
    if (!pass.has("InputPath") && !pass.has("Result") && random.nextInt(4) == 0) {
      pass.putObject("Assign").put(names.number() + ".$", expressions.jsonPathNumber(names, true));
    }
    if (random.nextInt(60) == 0) {
      pass.put("OutputPath", "$.missing");
    }
    return pass;
  }

  /** A state after which the data are what they should be, whatever came before. */
  ObjectNode repair(Names names) {
    var pass = state("Pass", names);
    return isJsonata(pass, names)
        ? pass.set("Output", expressions.data())
        : pass.set("Result", expressions.data());
  }

  ObjectNode count(Names names, boolean again) {
    var pass = state("Pass", names);
    var assign = pass.putObject("Assign");
    if (!again) {
      assign.put(names.counter(), 0);
    } else if (isJsonata(pass, names)) {
      assign.put(names.counter(), "{% $" + names.counter() + " + 1 %}");
    } else {
      assign.put(names.counter() + ".$", "States.MathAdd($" + names.counter() + ", 1)");
    }
    return pass;
  }

  ObjectNode choice(Names names) {
    return state("Choice", names);
  }

  void rule(ObjectNode rule, Names names, boolean jsonata) {
    if (jsonata) {
      rule.put("Condition", expressions.jsonataCondition(names));
      if (random.nextInt(4) == 0) {
        rule.set("Output", expressions.jsonataData(names, "$states.input"));
      }
    } else {
      rule.setAll(expressions.jsonPathCondition(names, 1));
    }
    if (random.nextInt(4) == 0) {
      rule.putObject("Assign").put(names.number(), random.nextInt(9));
    }
  }

  void countRule(ObjectNode rule, Names names, boolean jsonata) {
    var most = 1 + random.nextInt(3);
    if (jsonata) {
      rule.put("Condition", "{% $" + names.counter() + " < " + most + " %}");
    } else {
      rule.put("Variable", "$" + names.counter()).put("NumericLessThan", most);
    }
  }

  ObjectNode parallel(Names names) {
    var parallel = state("Parallel", names);
    var jsonata = isJsonata(parallel, names);
    parallel.set(
        jsonata ? "Arguments" : "Parameters",
        jsonata ? expressions.jsonataItem("$states.input.n") : expressions.jsonPathItem("$.n"));
    output(parallel, jsonata, "$.p");
    return parallel;
  }

  ObjectNode map(Names names, int atATime) {
    var map = state("Map", names);
    var jsonata = isJsonata(map, names);
    if (jsonata) {
      map.put("Items", "{% $states.input.l %}");
      map.set("ItemSelector", expressions.jsonataItem("$states.context.Map.Item.Value"));
    } else {
      map.put("ItemsPath", "$.l");
      map.set("ItemSelector", expressions.jsonPathItem("$$.Map.Item.Value"));
    }
    if (atATime > 0 || random.nextBoolean()) {
      map.put("MaxConcurrency", atATime);
    }
    output(map, jsonata, "$.m");
    return map;
  }

  private void output(ObjectNode state, boolean jsonata, String resultPath) {
    if (jsonata) {
      return;
    }
    switch (random.nextInt(3)) {
      case 0 -> state.put("ResultPath", resultPath);
      case 1 -> state.putNull("ResultPath");
      default -> {
        // The result is the output.
      }
    }
  }

  /** Whether its output is not the kind of data that the states after it want. */
  boolean replacesData(ObjectNode state, Names names) {
    return isJsonata(state, names) || !state.has("ResultPath");
  }
}
