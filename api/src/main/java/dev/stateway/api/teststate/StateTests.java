package dev.stateway.api.teststate;

import dev.stateway.api.error.AwsError;
import dev.stateway.workflows.inprocess.HandlerTasks;
import dev.stateway.workflows.inprocess.InProcessRuntime;
import dev.stateway.workflows.interpreter.StateTest;
import dev.stateway.workflows.statetest.StateTestOutcome;
import dev.stateway.workflows.statetest.StateTestRefusedException;
import dev.stateway.workflows.statetest.StateTestRequest;
import dev.stateway.workflows.task.HttpExchange;
import dev.stateway.workflows.task.TaskHandler;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;

/**
 * Runs tests of states in this process, each on a thread of its own, a bounded number at a time.
 */
public final class StateTests {
  private final Supplier<TaskHandler> tasks;
  private final Semaphore permits;

  /**
   * Tests whose tasks are really done.
   *
   * @param tasks does them; asked for when the first one is to be done
   * @param most how many tests may be under way
   */
  public StateTests(Supplier<TaskHandler> tasks, int most) {
    this.tasks = tasks;
    this.permits = new Semaphore(most);
  }

  /**
   * What a test has shown.
   *
   * @param state of the state
   * @param http the last HTTP call of its task; absent where there was none
   */
  public record Result(StateTestOutcome state, @Nullable HttpExchange http) {}

  /**
   * Runs one; who stops waiting ends it. Fails with an {@link AwsError} if the request does not fit
   * the state, or too many are under way.
   *
   * @param revealsSecrets whether the HTTP call may show what a connection adds
   */
  public Mono<Result> run(StateTestRequest request, boolean revealsSecrets) {
    return Mono.create(sink -> {
      if (permits.tryAcquire()) {
        begin(request, new HttpTrace(revealsSecrets), sink);
      } else {
        sink.error(AwsError.throttling());
      }
    });
  }

  private void begin(StateTestRequest request, HttpTrace trace, MonoSink<Result> sink) {
    var handler = new HandlerTasks(tasks.get(), trace);
    var runtime = InProcessRuntime.withRealClock(handler, ThreadLocalRandom.current().nextLong());
    var test = new StateTest(runtime, request);
    // A stop waits for its turn: not on the thread that serves requests.
    sink.onCancel(() -> Thread.ofVirtual().start(() -> runtime.report(test::stop)));
    Thread.ofVirtual()
        .name("state-test")
        .start(() -> {
          try {
            sink.success(new Result(runtime.run(test::run), trace.last()));
          } catch (StateTestRefusedException refused) {
            sink.error(AwsError.validation(String.valueOf(refused.getMessage())));
          } catch (RuntimeException | StackOverflowError failure) {
            sink.error(failure);
          } finally {
            permits.release();
          }
        });
  }
}
