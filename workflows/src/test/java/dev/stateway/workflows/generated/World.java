package dev.stateway.workflows.generated;

import dev.stateway.translator.JsonText;
import dev.stateway.workflows.task.TaskRequest;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What the tasks of generated machines answer: a function of who asks, in which state, for which
 * time.
 *
 * @param durable whether every answer comes at once: for a runtime that skips no time meanwhile
 */
record World(long seed, boolean durable) {
  private static final int LONGEST = 200_000;
  private static final String[] ERRORS = {"E1", "E2", "E3"};

  /**
   * What a task does.
   *
   * @param seconds how long it takes
   * @param never whether no answer ever comes
   * @param output its result, absent for a failure
   */
  record Answer(
      int seconds,
      boolean never,
      @Nullable JsonNode output,
      @Nullable String error,
      @Nullable String cause) {}

  /** States whose names end in this have a timeout. */
  static boolean hasTimeout(String stateName) {
    return stateName.endsWith("T");
  }

  static boolean hasToken(String resource) {
    return resource.endsWith(".waitForTaskToken");
  }

  Answer answer(String resource, String stateName, JsonNode arguments) {
    var who = Objects.requireNonNull(arguments.findValue("who")).asString();
    var attempt = Objects.requireNonNull(arguments.findValue("try")).asInt();
    var random = new Random(Objects.hash(seed, stateName, who, attempt) * 0x5DEE_CE66DL);
    random.nextInt();
    var delay = 1 + random.nextInt(LONGEST);
    var seconds = durable ? 0 : delay;
    if (!durable && hasTimeout(stateName) && random.nextInt(100) < 40) {
      return new Answer(seconds, true, null, null, null);
    }
    if (random.nextInt(100) < 30) {
      var error = random.nextInt(12) == 0 ? null : ERRORS[random.nextInt(ERRORS.length)];
      return new Answer(
          seconds, false, null, error, random.nextInt(5) == 0 ? null : "because of " + delay);
    }
    return new Answer(seconds, false, output(random), null, null);
  }

  /** The answer as {@code ScriptedTasks} reads it. */
  JsonNode script(TaskRequest request) {
    var answer = answer(request.resource(), request.stateName(), request.arguments());
    var script = JsonText.MAPPER.createObjectNode();
    if (hasToken(request.resource()) || request.resource().endsWith(".sync")) {
      script.set("submitted", WorldTasks.SUBMITTED);
    }
    if (answer.never()) {
      return script.put("never", true);
    }
    script.put("afterSeconds", answer.seconds());
    if (answer.output() != null) {
      return script.set("output", answer.output());
    }
    return script.setAll(Reference.errorDetails(answer.error(), answer.cause()));
  }

  private static JsonNode output(Random random) {
    var output =
        JsonText.MAPPER
            .createObjectNode()
            .put("n", random.nextInt(30))
            .put("s", Character.toString('a' + random.nextInt(6)));
    output.putArray("l").add(random.nextInt(9)).add(random.nextInt(9));
    output.putObject("o").put("a", random.nextInt(9));
    return output;
  }
}
