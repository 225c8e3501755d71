package dev.stateway.workflows.generated;

import dev.stateway.workflows.inprocess.InProcessTasks;
import dev.stateway.workflows.runtime.TaskOutcome;
import dev.stateway.workflows.runtime.TaskWork;
import dev.stateway.workflows.task.TaskRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Lets tasks in process answer as their {@link World} says. */
final class WorldTasks implements InProcessTasks {
  private final World world;
  private final List<Reply> tokens = new ArrayList<>();

  WorldTasks(World world) {
    this.world = world;
  }

  @Override
  public String newToken(TaskWork work) {
    return Integer.toString(tokens.size());
  }

  @Override
  public Started start(TaskWork work, Reply reply) {
    var request = work.request();
    switch (work.step()) {
      case TOKEN -> tokens.add(reply);
      case CALL -> call(request, reply);
      case STOP -> reply.now(new TaskOutcome.Succeeded(request.arguments()));
      case COMPLETION, ACTIVITY, NOTICE -> answer(request, reply);
    }
    return new Idle();
  }

  private void call(TaskRequest request, Reply reply) {
    if (request.taskToken() != null) {
      reply.now(new TaskOutcome.Succeeded(World.SUBMITTED));
      answer(request, tokens.get(Integer.parseInt(request.taskToken())));
    } else if (request.resource().endsWith(".sync")) {
      reply.now(new TaskOutcome.Succeeded(World.SUBMITTED));
    } else {
      answer(request, reply);
    }
  }

  private void answer(TaskRequest request, Reply reply) {
    var answer = world.answer(request.resource(), request.stateName(), request.arguments());
    if (!answer.never()) {
      reply.after(Duration.ofSeconds(answer.seconds()), outcome(answer));
    }
  }

  private static TaskOutcome outcome(World.Answer answer) {
    return answer.output() == null
        ? new TaskOutcome.Failed(answer.error(), answer.cause())
        : new TaskOutcome.Succeeded(Objects.requireNonNull(answer.output()));
  }

  private static final class Idle implements Started {
    @Override
    public boolean isBusy() {
      return false;
    }

    @Override
    public void stop() {
      // There is nothing to stop.
    }
  }
}
