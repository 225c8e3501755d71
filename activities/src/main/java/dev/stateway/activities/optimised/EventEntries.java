package dev.stateway.activities.optimised;

import dev.stateway.activities.objects.NamedObjects;
import dev.stateway.translator.JsonText;
import dev.stateway.workflows.task.TaskFailedException;
import dev.stateway.workflows.task.TaskRequest;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Names the execution and its state machine in the Resources of each event, and fails when
 * EventBridge has not taken all events.
 *
 * @see <a href="https://docs.aws.amazon.com/step-functions/latest/dg/connect-eventbridge.html">Add
 *     EventBridge events with Step Functions</a>
 */
final class EventEntries implements Adjustment {
  @Override
  public JsonNode parameters(TaskRequest request, NamedObjects objects) {
    var parameters = request.arguments().deepCopy();
    for (var entry : parameters.path("Entries")) {
      if (entry instanceof ObjectNode event) {
        event
            .withArray("Resources")
            .add(request.executionArn())
            .add(stateMachine(request.executionArn()));
      }
    }
    return parameters;
  }

  @Override
  public JsonNode answer(ObjectNode answer, TaskRequest request, NamedObjects objects) {
    if (answer.path("FailedEntryCount").asInt(0) > 0) {
      throw new TaskFailedException("EventBridge.FailedEntry", JsonText.write(answer));
    }
    return answer;
  }

  private static String stateMachine(String executionArn) {
    var parts = executionArn.split(":", -1);
    return String.join(":", parts[0], parts[1], parts[2], parts[3], parts[4], "stateMachine")
        + ":"
        + parts[6];
  }
}
