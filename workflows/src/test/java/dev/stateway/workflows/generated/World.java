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
 * @param pace how time passes where they are done
 */
public record World(long seed, Pace pace) {
  /** What the call of a task answers that ends later. */
  public static final JsonNode SUBMITTED = JsonText.parse("{\"Tasks\":[{\"TaskArn\":\"task\"}]}");

  private static final int LONGEST = 200_000;
  private static final String[] ERRORS = {"E1", "E2", "E3"};

  /**
   * What a task does.
   *
   * @param seconds how long it takes
   * @param never whether no answer ever comes
   * @param output its result, absent for a failure
   */
  public record Answer(
      int seconds,
      boolean never,
      @Nullable JsonNode output,
      @Nullable String error,
      @Nullable String cause) {}

  /** States whose names end in this have a timeout. */
  static boolean hasTimeout(String stateName) {
    return stateName.endsWith("T");
  }

  /** Whether tasks of this Resource are answered by their token. */
  public static boolean hasToken(String resource) {
    return resource.endsWith(".waitForTaskToken");
  }

  /** What this task does: its arguments say who asks, and for which time. */
  public Answer answer(String resource, String stateName, JsonNode arguments) {
    var who = Objects.requireNonNull(arguments.findValue("who")).asString();
    var attempt = Objects.requireNonNull(arguments.findValue("try")).asInt();
    var random = new Random(Objects.hash(seed, stateName, who, attempt) * 0x5DEE_CE66DL);
    random.nextInt();
    var delay = 1 + random.nextInt(LONGEST);
    var seconds = seconds(resource, delay);
    if (pace.hasTimeouts() && hasTimeout(stateName) && random.nextInt(100) < 40) {
      return new Answer(seconds, true, null, null, null);
    }
    if (random.nextInt(100) < 30) {
      var error =
          random.nextInt(12) == 0 && maySayNothing(resource)
              ? null
              : ERRORS[random.nextInt(ERRORS.length)];
      var cause = random.nextInt(5) == 0 && maySayNothing(resource) ? null : "because of " + delay;
      return new Answer(seconds, false, null, error, cause);
    }
    return new Answer(seconds, false, output(random), null, null);
  }

  private int seconds(String resource, int delay) {
    return switch (pace) {
      case SKIPPED -> delay;
      case SKIPPED_BETWEEN_TASKS -> 0;
      // Before a token is used it must be known that its task has been submitted.
      case REAL -> hasToken(resource) ? 1 : 0;
    };
  }

  /** Workers of other task queues must say what went wrong. */
  private boolean maySayNothing(String resource) {
    return pace != Pace.REAL || hasToken(resource);
  }

  /** The answer as {@code ScriptedTasks} reads it. */
  JsonNode script(TaskRequest request) {
    var answer = answer(request.resource(), request.stateName(), request.arguments());
    var script = JsonText.MAPPER.createObjectNode();
    if (hasToken(request.resource()) || request.resource().endsWith(".sync")) {
      script.set("submitted", SUBMITTED);
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
