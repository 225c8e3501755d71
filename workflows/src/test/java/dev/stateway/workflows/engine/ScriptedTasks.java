package dev.stateway.workflows.engine;

import dev.stateway.translator.JsonText;
import dev.stateway.workflows.inprocess.InProcessTasks;
import dev.stateway.workflows.runtime.TaskOutcome;
import dev.stateway.workflows.runtime.TaskWork;
import dev.stateway.workflows.runtime.TaskWork.Step;
import dev.stateway.workflows.task.TaskRequest;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/**
 * Answers tasks from a case: {@code tasks[]} are {@code {state, answers[]}}, an answer is {@code
 * {submitted?, afterSeconds?, output | error, cause | never | echo}}; the last one repeats. The
 * activity of a state that has none does not exist; {@code worker} is what its worker calls itself,
 * {@code idle} says that there is none.
 */
final class ScriptedTasks implements InProcessTasks {
  /** The call that finds out whether an activity exists. */
  static final String EXISTS = "activity:exists";

  private final JsonNode script;
  private final Map<String, Integer> calls = new LinkedHashMap<>();
  private final Map<String, JsonNode> answers = new LinkedHashMap<>();
  private final Map<String, Reply> tokens = new LinkedHashMap<>();
  private final ArrayNode stopped = JsonText.MAPPER.createArrayNode();

  ScriptedTasks(JsonNode script) {
    this.script = script;
  }

  /** The answer to this call: the same one for all steps of an attempt. */
  synchronized JsonNode answer(TaskRequest request) {
    return answers.computeIfAbsent(request.idempotencyKey(), _ -> nextAnswer(request));
  }

  /** Word of an approval is sent well where no answer says otherwise. */
  private JsonNode nextAnswer(TaskRequest request) {
    var stateName = request.stateName();
    var isNotice = request.resource().endsWith(":approval:request");
    if (isNotice && script.findValuesAsString("state").stream().noneMatch(stateName::equals)) {
      return JsonText.parse("{\"output\": {}}");
    }
    return nextAnswer(stateName);
  }

  /** The answer to what an activity of Temporal asks: also whether one of Step Functions exists. */
  JsonNode call(TaskRequest request) {
    return request.resource().contains(":activity:")
        ? exists(request.stateName())
        : answer(request);
  }

  /** Takes note that work is to be stopped. */
  synchronized void stop(TaskRequest request) {
    stopped.addObject().put("state", request.stateName()).set("submitted", request.submitted());
  }

  /** The work that was to be stopped, {@code {state, submitted}}. */
  synchronized JsonNode stopped() {
    return stopped.deepCopy();
  }

  private JsonNode nextAnswer(String stateName) {
    var number = calls.merge(stateName, 1, Integer::sum);
    return task(stateName)
        .map(task -> task.get("answers"))
        .map(all -> all.get(Math.min(number, all.size()) - 1))
        .orElseThrow(() -> new AssertionError("no answers for state " + stateName));
  }

  /** The script of a state's task. */
  Optional<JsonNode> task(String stateName) {
    return script
        .valueStream()
        .filter(task -> stateName.equals(task.path("state").asString("")))
        .findFirst();
  }

  /** Whether the activity of a state exists, as its call says it. */
  JsonNode exists(String stateName) {
    return JsonText.MAPPER.getNodeFactory().booleanNode(task(stateName).isPresent());
  }

  static TaskOutcome outcome(JsonNode answer, TaskRequest request) {
    if (answer.path("echo").asBoolean(false)) {
      return new TaskOutcome.Succeeded(request.arguments());
    }
    return answer.has("output")
        ? new TaskOutcome.Succeeded(answer.get("output"))
        : new TaskOutcome.Failed(text(answer, "error"), text(answer, "cause"));
  }

  /** Whether nobody asks for the work of this task. */
  static boolean isIdle(JsonNode task) {
    return task.path("idle").asBoolean(false);
  }

  static boolean isNever(JsonNode answer) {
    return answer.path("never").asBoolean(false);
  }

  /** Whether the call itself answers at once, and the outcome comes from what it began. */
  static boolean isSubmitted(JsonNode answer) {
    return answer.has("submitted");
  }

  @Override
  public String newToken(TaskWork work) {
    return "token-" + tokens.size();
  }

  @Override
  public Started start(TaskWork work, Reply reply) {
    var request = work.request();
    if (work.step() == Step.TOKEN) {
      tokens.put("token-" + tokens.size(), reply);
      return new Idle();
    }
    if (work.step() == Step.STOP) {
      stop(request);
      reply.now(new TaskOutcome.Succeeded(JsonText.MAPPER.nullNode()));
      return new Idle();
    }
    if (work.type().equals(EXISTS)) {
      reply.now(new TaskOutcome.Succeeded(exists(request.stateName())));
      return new Idle();
    }
    if (work.step() == Step.ACTIVITY) {
      var task = task(request.stateName()).orElseThrow();
      if (isIdle(task)) {
        return new Idle();
      }
      reply.startedBy(task.path("worker").asString(null));
    }
    var answer = answer(request);
    if (work.step() == Step.CALL && isSubmitted(answer)) {
      reply.now(new TaskOutcome.Succeeded(answer.get("submitted")));
      var token = request.taskToken() == null ? null : tokens.get(request.taskToken());
      if (token != null) {
        reply(token, answer, request, Duration.ofMillis(1));
      }
    } else {
      reply(reply, answer, request, Duration.ZERO);
    }
    return new Idle();
  }

  private static void reply(Reply reply, JsonNode answer, TaskRequest request, Duration least) {
    if (isNever(answer)) {
      return;
    }
    var outcome = outcome(answer, request);
    var delay = EngineCase.afterSeconds(answer).plus(least);
    if (delay.isZero()) {
      reply.now(outcome);
    } else {
      reply.after(delay, outcome);
    }
  }

  private static @Nullable String text(JsonNode answer, String member) {
    var value = answer.path(member);
    if (value.isMissingNode()) {
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
      // There is nothing to stop.
    }
  }
}
