package dev.stateway.workflows.generated;

import dev.stateway.translator.JsonText;
import dev.stateway.workflows.generated.FlowGenerator.Names;
import java.util.Random;
import tools.jackson.databind.node.ObjectNode;

/** Makes random Task states. */
final class TaskGenerator {
  private static final String TOKEN = "arn:aws:states:::sqs:sendMessage.waitForTaskToken";
  private static final String[] RESOURCES = {
    "arn:aws:lambda:us-east-1:000000000000:function:f",
    "arn:aws:states:::lambda:invoke",
    "arn:aws:states:::ecs:runTask.sync",
    TOKEN
  };

  /** Those that mean the same when another task queue does them. */
  private static final String[] ROUTED = {RESOURCES[0], RESOURCES[1], TOKEN};

  private final Random random;
  private final Pace pace;
  private final StateGenerator states;
  private final ExpressionGenerator expressions;

  TaskGenerator(Random random, Pace pace, StateGenerator states) {
    this.random = random;
    this.pace = pace;
    this.states = states;
    this.expressions = new ExpressionGenerator(random);
  }

  ObjectNode task(Names names, boolean timed) {
    var task = states.state("Task", names);
    var resource = resource(timed);
    task.put("Resource", resource);
    var jsonata = states.isJsonata(task, names);
    task.set(jsonata ? "Arguments" : "Parameters", arguments(resource, names, jsonata));
    if (timed) {
      task.put("TimeoutSeconds", 1 + random.nextInt(pace.bound(150_000)));
    }
    if (jsonata) {
      if (random.nextBoolean()) {
        task.set("Output", expressions.jsonataData(names, "$states.result"));
      }
    } else {
      resultFields(task);
    }
    return task;
  }

  private String resource(boolean timed) {
    return switch (pace) {
      case SKIPPED -> RESOURCES[random.nextInt(RESOURCES.length)];
      case SKIPPED_BETWEEN_TASKS -> RESOURCES[random.nextInt(RESOURCES.length - 1)];
      // Of those that another task queue does only they take time.
      case REAL -> timed ? TOKEN : ROUTED[random.nextInt(ROUTED.length)];
    };
  }

  private ObjectNode arguments(String resource, Names names, boolean jsonata) {
    var who = JsonText.MAPPER.createObjectNode();
    if (jsonata) {
      who.put("who", "{% $" + names.who() + " %}");
      who.put("try", "{% $states.context.State.RetryCount %}");
      who.put("n", expressions.jsonataNumber(names, 1));
    } else {
      who.put("who.$", "$" + names.who()).put("try.$", "$$.State.RetryCount");
      who.put("n.$", expressions.jsonPathNumber(names, false));
    }
    if (resource.endsWith("invoke")) {
      var arguments = JsonText.MAPPER.createObjectNode().put("FunctionName", "f");
      return arguments.set("Payload", who);
    }
    if (World.hasToken(resource)) {
      who.put(
          jsonata ? "token" : "token.$",
          jsonata ? "{% $states.context.Task.Token %}" : "$$.Task.Token");
      var arguments = JsonText.MAPPER.createObjectNode().put("QueueUrl", "q");
      return arguments.set("MessageBody", who);
    }
    if (resource.endsWith(".sync")) {
      var arguments = JsonText.MAPPER.createObjectNode().put("TaskDefinition", "t");
      return arguments.set("Overrides", who);
    }
    return who;
  }

  private void resultFields(ObjectNode task) {
    if (random.nextInt(3) == 0) {
      task.set("ResultSelector", expressions.selector());
    }
    switch (random.nextInt(4)) {
      case 0 -> task.put("ResultPath", "$.r1");
      case 1 -> task.put("ResultPath", "$.r2").put("OutputPath", "$.r2");
      case 2 -> task.putNull("ResultPath");
      default -> {
        // The result is the output.
      }
    }
  }
}
