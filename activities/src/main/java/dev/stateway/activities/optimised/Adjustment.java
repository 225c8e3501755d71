package dev.stateway.activities.optimised;

import dev.stateway.activities.aws.SdkJson;
import dev.stateway.activities.objects.NamedObjects;
import dev.stateway.workflows.task.TaskFailedException;
import dev.stateway.workflows.task.TaskRequest;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What Step Functions does with the parameters and the answer of an action. */
interface Adjustment {
  /**
   * The parameters to call with.
   *
   * @throws TaskFailedException they are wrong
   */
  default JsonNode parameters(TaskRequest request, NamedObjects objects)
      throws InterruptedException {
    return request.arguments();
  }

  /** How parameters and answer are written. */
  default SdkJson json() {
    return SdkJson.OPTIMISED;
  }

  /**
   * What the task results in, of the answer.
   *
   * @throws TaskFailedException the answer is a failure
   */
  default JsonNode answer(ObjectNode answer, TaskRequest request, NamedObjects objects)
      throws InterruptedException {
    return answer;
  }

  /** The adjustments, as the table names them. */
  enum Kind {
    NONE,
    EVENTS,
    MODEL;

    Adjustment adjustment() {
      return switch (this) {
        case NONE -> new Adjustment() {};
        case EVENTS -> new EventEntries();
        case MODEL -> new ModelInvocation();
      };
    }
  }
}
