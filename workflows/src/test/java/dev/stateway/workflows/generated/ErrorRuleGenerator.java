package dev.stateway.workflows.generated;

import dev.stateway.workflows.generated.FlowGenerator.Names;
import java.util.Random;
import tools.jackson.databind.node.ObjectNode;

/** Makes random Retriers and Catchers. */
final class ErrorRuleGenerator {
  private static final String[] ERROR_EQUALS = {
    "E1", "E2", "E3", "States.TaskFailed", "States.Timeout", "States.ALL", "States.Runtime"
  };

  private final Random random;

  ErrorRuleGenerator(Random random) {
    this.random = random;
  }

  void retriers(ObjectNode state) {
    if (random.nextInt(3) > 0) {
      return;
    }
    var retriers = state.putArray("Retry");
    for (var i = 0; i <= random.nextInt(2); i++) {
      var retrier = retriers.addObject();
      retrier.putArray("ErrorEquals").add(ERROR_EQUALS[random.nextInt(5)]);
      if (random.nextBoolean()) {
        retrier.put("IntervalSeconds", 1 + random.nextInt(9)).put("MaxAttempts", random.nextInt(4));
      }
      if (random.nextBoolean()) {
        retrier.put("BackoffRate", 1 + random.nextInt(4) / 2.0);
      }
      if (random.nextInt(4) == 0) {
        retrier.put("MaxDelaySeconds", 10 + random.nextInt(9));
      }
    }
  }

  void catcher(ObjectNode catcher, Names names, boolean jsonata) {
    catcher.putArray("ErrorEquals").add(ERROR_EQUALS[random.nextInt(ERROR_EQUALS.length)]);
    if (jsonata) {
      if (random.nextBoolean()) {
        catcher.putObject("Output").put("error", "{% $states.errorOutput.Error %}");
      }
    } else if (random.nextBoolean()) {
      catcher.put("ResultPath", "$.error");
    } else if (random.nextBoolean()) {
      catcher.putNull("ResultPath");
    }
    if (random.nextInt(4) == 0) {
      catcher.putObject("Assign").put(names.number(), random.nextInt(9));
    }
  }
}
