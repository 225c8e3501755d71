package dev.stateway.api.states;

import dev.stateway.api.execution.TaskAnswers;
import dev.stateway.api.states.RequestMembers.Text;
import reactor.core.publisher.Mono;

/**
 * Tells that a waiting task is still being worked on.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/apireference/API_SendTaskHeartbeat.html">SendTaskHeartbeat</a>
 */
final class SendTaskHeartbeat implements Operation<String, Operation.Done> {
  private final TaskAnswers answers;

  SendTaskHeartbeat(TaskAnswers answers) {
    this.answers = answers;
  }

  @Override
  public String name() {
    return "SendTaskHeartbeat";
  }

  @Override
  public String read(RequestMembers members) {
    return members.required("taskToken", Text.TASK_TOKEN);
  }

  @Override
  public Mono<Done> run(String taskToken) {
    return answers.heartbeat(taskToken).thenReturn(new Done());
  }
}
