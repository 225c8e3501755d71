package dev.stateway.activities.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.stateway.activities.Tasks;
import dev.stateway.activities.routing.Route.Target;
import dev.stateway.workflows.task.TaskFailedException;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TaskQueueTest {
  private static final String FUNCTION = "arn:aws:lambda:us-east-1:000000000000:function:print";

  private static Target.TaskQueue queue(Optional<String> activity) {
    return new Target.TaskQueue("others", activity, Duration.ofDays(1), Optional.empty());
  }

  private static String activity(String resource, String arguments) {
    return queue(Optional.empty()).activityOf(Tasks.request(resource, arguments));
  }

  @Test
  void theActivityIsNamedAsTheTask() {
    assertThat(activity("arn:aws:states:::sqs:sendMessage.waitForTaskToken", "{}"))
        .isEqualTo("sqs:sendMessage");
    assertThat(activity("arn:aws:states:::aws-sdk:ssm:getParameter", "{}"))
        .isEqualTo("ssm:getParameter");
    assertThat(activity(FUNCTION, "{}")).isEqualTo("print");
    assertThat(activity(FUNCTION + ":live", "{}")).isEqualTo("print");
    for (var name : new String[] {"print", "print:7", FUNCTION, "000000000000:function:print"}) {
      assertThat(activity("arn:aws:states:::lambda:invoke", "{\"FunctionName\": \"" + name + "\"}"))
          .isEqualTo("print");
    }
    assertThat(queue(Optional.of("draw")).activityOf(Tasks.request(FUNCTION, "{}")))
        .isEqualTo("draw");
  }

  @Test
  void withoutTemporalItSaysSo() {
    var failure =
        catchThrowableOfType(
            TaskFailedException.class,
            () ->
                TaskQueues.NONE.run(
                    queue(Optional.empty()), Tasks.request(FUNCTION, "{}"), () -> {}));

    assertThat(failure.cause()).contains("others");
  }
}
