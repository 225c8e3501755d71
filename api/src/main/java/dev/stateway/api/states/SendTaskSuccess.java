package dev.stateway.api.states;

import dev.stateway.api.execution.TaskAnswers;
import dev.stateway.api.states.RequestMembers.Text;
import reactor.core.publisher.Mono;

/**
 * Answers a waiting task with its output.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/apireference/API_SendTaskSuccess.html">SendTaskSuccess</a>
 */
final class SendTaskSuccess implements Operation<SendTaskSuccess.Request, Operation.Done> {
  private final TaskAnswers answers;

  SendTaskSuccess(TaskAnswers answers) {
    this.answers = answers;
  }

  record Request(String taskToken, String output) {}

  @Override
  public String name() {
    return "SendTaskSuccess";
  }

  @Override
  public Request read(RequestMembers members) {
    return new Request(
        members.required("taskToken", Text.TASK_TOKEN), members.required("output", Text.DATA));
  }

  @Override
  public Mono<Done> run(Request request) {
    return answers.succeed(request.taskToken(), request.output()).thenReturn(new Done());
  }
}
