package dev.stateway.workflows.conformance;

import dev.stateway.translator.JsonText;
import dev.stateway.workflows.inprocess.InProcessTasks;
import dev.stateway.workflows.runtime.TaskOutcome;
import dev.stateway.workflows.runtime.TaskWork;
import dev.stateway.workflows.runtime.TaskWork.Step;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Lets tasks answer what they answered when the execution was recorded. */
final class RecordedTasks implements InProcessTasks {
  private static final Duration A_MOMENT = Duration.ofMillis(10);

  private final RecordedAnswers recorded;
  private final Map<String, JsonNode> answers = new LinkedHashMap<>();
  private final Map<String, Reply> tokens = new LinkedHashMap<>();

  RecordedTasks(RecordedAnswers recorded) {
    this.recorded = recorded;
  }

  @Override
  public String newToken(TaskWork work) {
    var number = tokens.size() + 1;
    return "<task_token:" + number + ">";
  }

  @Override
  public Started start(TaskWork work, Reply reply) {
    var request = work.request();
    if (work.step() == Step.TOKEN) {
      tokens.put("<task_token:" + (tokens.size() + 1) + ">", reply);
      return new Idle();
    }
    if (work.step() == Step.STOP) {
      reply.now(new TaskOutcome.Succeeded(request.arguments()));
      return new Idle();
    }
    if (work.type().equals("activity:exists")) {
      var exists = recorded.hasActivity(request.stateName());
      reply.now(new TaskOutcome.Succeeded(JsonText.MAPPER.getNodeFactory().booleanNode(exists)));
      return new Idle();
    }
    var task = answers.computeIfAbsent(request.idempotencyKey(), _ -> recorded.next(request));
    if (task.isNull()) {
      reply.now(new TaskOutcome.Failed("NotRecorded", "more calls than were recorded"));
      return new Idle();
    }
    if (work.step() == Step.ACTIVITY) {
      reply.startedBy(recorded.workerName());
    }
    if (work.step() == Step.CALL && task.has("submitted")) {
      reply.now(new TaskOutcome.Succeeded(value(task.get("submitted").get("output"))));
      var token = request.taskToken() == null ? null : tokens.get(request.taskToken());
      if (token != null) {
        answer(token, task, A_MOMENT);
      }
    } else {
      answer(reply, task, Duration.ZERO);
    }
    return new Idle();
  }

  private static void answer(Reply reply, JsonNode task, Duration delay) {
    var outcome = task.get("outcome");
    if (outcome == null || outcome.get("event").stringValue().endsWith("TimedOut")) {
      return;
    }
    var answer =
        outcome.has("output")
            ? new TaskOutcome.Succeeded(value(outcome.get("output")))
            : new TaskOutcome.Failed(text(outcome.get("error")), text(outcome.get("cause")));
    if (delay.isZero()) {
      reply.now(answer);
    } else {
      reply.after(delay, answer);
    }
  }

  /** A recorded text that is JSON was JSON on the wire. */
  private static JsonNode value(JsonNode output) {
    if (output.isString()) {
      try {
        return JsonText.parse(output.stringValue());
      } catch (JacksonException notJson) {
        return output;
      }
    }
    return output;
  }

  private static @Nullable String text(@Nullable JsonNode value) {
    if (value == null) {
      return null;
    }
    return value.isString() ? value.stringValue() : JsonText.write(value);
  }

  private static final class Idle implements Started {
    @Override
    public boolean isBusy() {
      return false;
    }

    @Override
    public void stop() {
      // Nothing runs.
    }
  }
}
