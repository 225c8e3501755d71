package dev.stateway.activities.model;

import dev.stateway.activities.model.AnswerCheck.Names;
import dev.stateway.activities.model.ServiceModel.Shape;
import dev.stateway.activities.optimised.AnswerPart;
import dev.stateway.activities.optimised.OptimisedServices;
import dev.stateway.activities.sdk.SdkIntegration;
import dev.stateway.translator.model.Resource.IntegrationPattern;
import dev.stateway.translator.model.Resource.ServiceIntegration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Holds mocked results of tasks against what the services answer; with {@code .sync} against what
 * the action answers that looks at the work.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/dg/test-state-isolation.html#mocking-service-integrations">Mock
 *     validation modes</a>
 */
public final class MockedResults {
  /** The actions that are not of the table of optimised integrations. */
  private static final Map<String, AnswerPart> OTHERS =
      Map.of(
          // The payload is the JSON of the function.
          "lambda:invoke", AnswerPart.of("lambda", "invoke").besides(Set.of("Payload")),
          "ecs:runTask", AnswerPart.of("ecs", "runTask"),
          "ecs:runTask.sync", new AnswerPart("ecs", "describeTasks", "/Tasks/0", Set.of()),
          "states:startExecution", AnswerPart.of("sfn", "startExecution"),
          "states:startExecution.sync", AnswerPart.of("sfn", "describeExecution"),
          // Here input and output are JSON, not its text.
          "states:startExecution.sync:2",
              AnswerPart.of("sfn", "describeExecution").besides(Set.of("Input", "Output")));

  private final Map<String, AnswerPart> optimised = OptimisedServices.answers();
  private final ConcurrentMap<String, ServiceModel> models = new ConcurrentHashMap<>();

  /** How much must be right. */
  public enum Mode {
    /** What is there, and everything required must be. */
    STRICT,
    /** What is there. */
    PRESENT,
    /** Nothing. */
    NONE
  }

  /** Whether it is known what this task results in: only then is a mocked result checked. */
  public boolean covers(ServiceIntegration resource) {
    return part(resource).flatMap(this::shape).isPresent();
  }

  /**
   * Checks a result.
   *
   * @param result an object
   * @throws MockMismatchException the service does not answer that
   */
  public void check(ServiceIntegration resource, JsonNode result, Mode mode) {
    var part = part(resource);
    if (part.isEmpty() || mode == Mode.NONE) {
      return;
    }
    var names = SdkIntegration.covers(resource.service()) ? Names.OF_SDK : Names.OF_MODEL;
    shape(part.get())
        .ifPresent(found ->
            new AnswerCheck(found.model(), names, mode == Mode.STRICT)
                .answer(found.shape(), result, part.get().besides()));
  }

  private Optional<AnswerPart> part(ServiceIntegration resource) {
    if (resource.pattern() == IntegrationPattern.WAIT_FOR_TASK_TOKEN) {
      // Who has the token answers what they like.
      return Optional.empty();
    }
    if (SdkIntegration.covers(resource.service())) {
      return Optional.of(AnswerPart.of(SdkIntegration.module(resource), resource.action()));
    }
    var name = resource.service() + ":" + resource.actionAndSuffix();
    return Optional.ofNullable(OTHERS.get(name)).or(() -> Optional.ofNullable(optimised.get(name)));
  }

  private record Found(ServiceModel model, Shape shape) {}

  private Optional<Found> shape(AnswerPart part) {
    return model(part.module())
        .flatMap(model ->
            model
                .answer(part.action())
                .flatMap(answer -> at(model, answer, part.pointer()))
                .map(shape -> new Found(model, shape)));
  }

  private Optional<ServiceModel> model(String module) {
    var known = models.get(module);
    if (known != null) {
      return Optional.of(known);
    }
    // That there is none is not kept: a definition may name any service.
    var read = ServiceModel.of(module);
    read.ifPresent(model -> models.put(module, model));
    return read;
  }

  private static Optional<Shape> at(ServiceModel model, Shape answer, String pointer) {
    var shape = answer;
    for (var step : steps(pointer)) {
      var next = shape.element() == null ? member(shape, step) : shape.element();
      if (next == null) {
        return Optional.empty();
      }
      shape = model.shape(next);
    }
    return Optional.of(shape);
  }

  private static List<String> steps(String pointer) {
    var steps = new ArrayList<>(List.of(pointer.split("/", -1)));
    steps.removeFirst();
    return steps;
  }

  private static @Nullable String member(Shape shape, String name) {
    return shape.members().entrySet().stream()
        .filter(member -> member.getKey().equalsIgnoreCase(name))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(null);
  }
}
