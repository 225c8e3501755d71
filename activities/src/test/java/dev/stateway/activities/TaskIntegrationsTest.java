package dev.stateway.activities;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.stateway.activities.local.LocalResources;
import dev.stateway.workflows.task.TaskFailedException;
import java.util.List;
import org.junit.jupiter.api.Test;

class TaskIntegrationsTest {
  @Test
  void saysWhatIsNotSupported() {
    try (var tasks = new TaskIntegrations(Tasks.settings(LocalResources.NONE))) {
      for (var resource :
          List.of(
              "arn:aws:states:::eks:drainNode",
              "arn:aws:states:::sqs:sendMessage.sync",
              "arn:aws:states:::lambda:invokeLater",
              "arn:aws:states:::lambda:invoke.sync")) {
        var failure =
            catchThrowableOfType(
                TaskFailedException.class,
                () -> tasks.call(Tasks.request(resource, "{}"), () -> {}));

        assertThat(failure.error()).isEqualTo("States.Runtime");
        assertThat(failure.cause())
            .startsWith("The resource '" + resource + "' cannot be called: ")
            .endsWith(" is not supported in this version");
      }
    }
  }
}
