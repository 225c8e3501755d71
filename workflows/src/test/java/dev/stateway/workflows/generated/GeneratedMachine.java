package dev.stateway.workflows.generated;

import dev.stateway.translator.JsonText;
import dev.stateway.workflows.execution.ExecutionRequest;
import dev.stateway.workflows.execution.ExecutionRequest.ExecutionIdentity;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A random valid state machine with its input; the same for the same seed.
 *
 * @param concurrent whether branches of it can run side by side
 * @param stopAfter when the execution is stopped, in seconds; absent for most
 * @param pace how time passes where it runs
 */
public record GeneratedMachine(
    long seed,
    ObjectNode definition,
    JsonNode input,
    boolean concurrent,
    @Nullable Integer stopAfter,
    Pace pace) {
  private static final int LATEST_STOP = 400_000;

  /** The machine of a seed. */
  public static GeneratedMachine of(long seed, Pace pace) {
    var random = new Random(seed * 0x9E37_79B9_7F4A_7C15L);
    var generator = new FlowGenerator(random, pace);
    var definition = generator.machine();
    var input =
        JsonText.MAPPER
            .createObjectNode()
            .put("n", random.nextInt(20))
            .put("s", Character.toString('a' + random.nextInt(6)));
    input.putArray("l").add(random.nextInt(9)).add(random.nextInt(9)).add(random.nextInt(9));
    input.putObject("o").put("a", random.nextInt(9));
    var stopAfter = random.nextInt(12) == 0 ? 1 + random.nextInt(pace.bound(LATEST_STOP)) : null;
    return new GeneratedMachine(seed, definition, input, generator.isConcurrent(), stopAfter, pace);
  }

  /** What its tasks answer. */
  public World world() {
    return new World(seed, pace);
  }

  /** An execution of it. */
  public ExecutionRequest request() {
    return new ExecutionRequest(
        ExecutionRequest.CURRENT_SEMANTICS,
        JsonText.write(definition),
        input,
        JsonText.write(input),
        new ExecutionIdentity(
            "arn:aws:states:us-east-1:000000000000:execution:machine:" + seed,
            Long.toString(seed),
            "arn:aws:states:us-east-1:000000000000:stateMachine:machine",
            "machine",
            "arn:aws:iam::000000000000:role/machine",
            false));
  }
}
