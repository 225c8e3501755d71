package dev.stateway.api.states;

import dev.stateway.api.execution.TaskAnswers;
import dev.stateway.api.states.RequestMembers.Text;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Answers a waiting task with a failure.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/apireference/API_SendTaskFailure.html">SendTaskFailure</a>
 */
final class SendTaskFailure implements Operation<SendTaskFailure.Request, Operation.Done> {
  private final TaskAnswers answers;

  SendTaskFailure(TaskAnswers answers) {
    this.answers = answers;
  }

  record Request(String taskToken, @Nullable String error, @Nullable String cause) {}

  @Override
  public String name() {
    return "SendTaskFailure";
  }

  @Override
  public Request read(RequestMembers members) {
    return new Request(
        members.required("taskToken", Text.TASK_TOKEN),
        members.optional("error", Text.ERROR),
        members.optional("cause", Text.CAUSE));
  }

  @Override
  public Mono<Done> run(Request request) {
    return answers
        .fail(request.taskToken(), request.error(), request.cause())
        .thenReturn(new Done());
  }
}
