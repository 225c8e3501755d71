package dev.stateway.api.execution;

import dev.stateway.translator.JsonText;
import dev.stateway.workflows.generated.GeneratedMachine;
import dev.stateway.workflows.generated.Pace;
import dev.stateway.workflows.generated.World;
import io.temporal.activity.DynamicActivity;
import io.temporal.client.WorkflowClient;
import io.temporal.common.converter.EncodedValues;
import io.temporal.failure.ApplicationFailure;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.worker.WorkerFactory;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.TaskTimedOutException;
import tools.jackson.databind.JsonNode;

/** A worker that does the tasks of generated machines, as their {@link World} says. */
final class GeneratedTasks implements AutoCloseable {
  private static final String MACHINE = "generated-";

  private final WorkflowServiceStubs stubs;
  private final WorkerFactory workers;
  private final ScheduledExecutorService later = Executors.newSingleThreadScheduledExecutor();
  private final Queue<Throwable> problems = new ConcurrentLinkedQueue<>();
  private final SfnClient sfn;

  /** Begins to work on this task queue; what has a token is answered by this client. */
  GeneratedTasks(String temporalAddress, String queue, SfnClient sfn) {
    this.sfn = sfn;
    stubs =
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder().setTarget(temporalAddress).build());
    workers = WorkerFactory.newInstance(WorkflowClient.newInstance(stubs));
    workers.newWorker(queue).registerActivitiesImplementations((DynamicActivity) this::work);
    workers.start();
  }

  /** The name of the state machine that is generated from a seed. */
  static String nameOf(GeneratedMachine machine) {
    return MACHINE + machine.seed();
  }

  private static World world(String executionArn) {
    var seed = executionArn.replaceFirst(".*:" + MACHINE + "(\\d+):.*", "$1");
    return GeneratedMachine.of(Long.parseLong(seed), Pace.REAL).world();
  }

  private Object work(EncodedValues arguments) {
    var task = JsonText.MAPPER.valueToTree(arguments.get(0, Map.class));
    var resource = task.path("resource").stringValue();
    var answer =
        world(task.path("executionArn").stringValue())
            .answer(resource, task.path("state").stringValue(), task.path("arguments"));
    if (World.hasToken(resource)) {
      if (!answer.never()) {
        var token = task.path("taskToken").stringValue();
        var _ = later.schedule(() -> send(token, answer), answer.seconds(), TimeUnit.SECONDS);
      }
      return plain(World.SUBMITTED);
    }
    if (answer.output() == null) {
      throw ApplicationFailure.newFailure(
          answer.cause(), Objects.requireNonNull(answer.error(), "the error's name"));
    }
    return plain(answer.output());
  }

  /** As a worker has it that knows nothing of Stateway. */
  private static Map<?, ?> plain(JsonNode tree) {
    return JsonText.MAPPER.convertValue(tree, Map.class);
  }

  private void send(String token, World.Answer answer) {
    try {
      var output = answer.output();
      if (output == null) {
        sfn.sendTaskFailure(r -> r.taskToken(token).error(answer.error()).cause(answer.cause()));
      } else {
        sfn.sendTaskSuccess(r -> r.taskToken(token).output(JsonText.write(output)));
      }
    } catch (TaskTimedOutException _) {
      // What had the task has ended meanwhile: an execution, or a branch beside one that failed.
    } catch (RuntimeException problem) {
      problems.add(problem);
    }
  }

  /** Answers that could not be sent. */
  List<Throwable> problems() {
    return List.copyOf(problems);
  }

  @Override
  public void close() {
    later.shutdownNow();
    workers.shutdownNow();
    workers.awaitTermination(10, TimeUnit.SECONDS);
    stubs.shutdownNow();
  }
}
