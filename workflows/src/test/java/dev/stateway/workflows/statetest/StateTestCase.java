package dev.stateway.workflows.statetest;

import dev.stateway.translator.JsonText;
import dev.stateway.translator.TranslationResult;
import dev.stateway.translator.Translator;
import dev.stateway.translator.model.StateMachine;
import dev.stateway.workflows.execution.ExecutionRequest.ExecutionIdentity;
import dev.stateway.workflows.statetest.StateTestRequest.Circumstances;
import dev.stateway.workflows.task.TaskFailedException;
import dev.stateway.workflows.task.TaskHandler;
import dev.stateway.workflows.task.TaskRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** One case: a state, what it is tested with, and what must be seen. */
record StateTestCase(String name, JsonNode data) {
  private static final String SHOWN = "StateName";

  /** All cases under {@code resources/statetests}. */
  static Stream<StateTestCase> all() {
    try (var files = Files.list(folder())) {
      return files.sorted().flatMap(StateTestCase::read).toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path folder() {
    try {
      return Path.of(
          Objects.requireNonNull(StateTestCase.class.getResource("/statetests")).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Stream<StateTestCase> read(Path file) {
    return JsonText.MAPPER
        .readTree(file.toFile())
        .valueStream()
        .map(data -> new StateTestCase(data.path("name").asString(), data));
  }

  /** What is asked: mostly one test, of states in the same circumstances several. */
  Stream<StateTestRequest> requests() {
    return data.has("each")
        ? data.path("each").valueStream().map(state -> request(JsonText.write(state)))
        : Stream.of(request(JsonText.write(data.path(data.has("machine") ? "machine" : "state"))));
  }

  private StateTestRequest request(String definition) {
    var variables = new LinkedHashMap<String, JsonNode>();
    data.path("variables").forEachEntry(variables::put);
    return new StateTestRequest(
        tested(definition),
        SHOWN,
        definition,
        data.path("input"),
        variables,
        new ExecutionIdentity(
            "arn:aws:states:us-east-1:000000000000:express:machine:execution",
            "execution",
            "arn:aws:states:us-east-1:000000000000:stateMachine:machine",
            "machine",
            null,
            true),
        data.get("context"),
        mock(),
        new Circumstances(
            data.path("retries").asInt(0),
            data.path("failedIterations").asInt(0),
            data.path("itemData").asString(null)),
        Duration.ofMinutes(5));
  }

  private TestedState tested(String definition) {
    return data.has("machine")
        ? TestedState.find(
                machine(Translator.translate(definition)), data.path("stateName").asString())
            .orElseThrow()
        : new TestedState(
            machine(Translator.translateState(definition, SHOWN)).flow().state(SHOWN), false);
  }

  private static StateMachine machine(TranslationResult result) {
    return switch (result) {
      case TranslationResult.Translated(var machine, _) -> machine;
      case TranslationResult.Rejected(var problems) ->
          throw new IllegalArgumentException(problems.toString());
    };
  }

  private @Nullable Mock mock() {
    var mock = data.path("mock");
    if (mock.has("error")) {
      return new Mock.Failure(mock.path("error").asString(), mock.path("cause").asString(null));
    }
    return mock.has("result") ? new Mock.Result(mock.path("result")) : null;
  }

  /** What does its task. */
  TaskHandler tasks() {
    var task = data.path("task");
    return new TaskHandler() {
      @Override
      public JsonNode call(TaskRequest request, Progress progress) {
        if (task.has("error")) {
          throw new TaskFailedException(
              task.path("error").asString(), task.path("cause").asString(null));
        }
        return task.path("result");
      }

      @Override
      public JsonNode awaitCompletion(TaskRequest request, Progress progress) {
        throw new IllegalStateException("nothing is waited for");
      }

      @Override
      public void stop(TaskRequest request, Progress progress) {
        throw new IllegalStateException("nothing is waited for");
      }
    };
  }
}
