package dev.stateway.benchmarks;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityOptions;
import io.temporal.workflow.Async;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Duration;
import tools.jackson.databind.JsonNode;

/** The four tasks as one writes them by hand for Temporal. */
@WorkflowInterface
public interface HandWritten {
  /** A, then B and C beside each other, then D. */
  @WorkflowMethod
  JsonNode run(JsonNode input);

  /** What a task does: it gives back what it gets. */
  @ActivityInterface
  interface Echo {
    /** The same. */
    JsonNode echo(JsonNode input);
  }

  /** The workflow. */
  final class Workflows implements HandWritten {
    private final Echo tasks =
        Workflow.newActivityStub(
            Echo.class,
            ActivityOptions.newBuilder()
                .setScheduleToCloseTimeout(Duration.ofMinutes(10))
                .setHeartbeatTimeout(Duration.ofSeconds(15))
                .build());

    @Override
    public JsonNode run(JsonNode input) {
      var afterA = tasks.echo(input);
      if (afterA.path("n").asInt() < 0) {
        return tasks.echo(afterA);
      }
      var b = Async.function(tasks::echo, afterA);
      var c = Async.function(tasks::echo, afterA);
      c.get();
      return tasks.echo(b.get());
    }
  }
}
