package dev.stateway.activities.optimised;

import dev.stateway.translator.JsonText;
import dev.stateway.workflows.task.TaskFailedException;
import dev.stateway.workflows.task.TaskRequest;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What Step Functions does with the parameters and the answer of an action. */
interface Adjustment {
  /** The parameters to call with. */
  default JsonNode parameters(TaskRequest request) {
    return request.arguments();
  }

  /**
   * What the task results in, of the answer.
   *
   * @throws TaskFailedException the answer is a failure
   */
  default JsonNode answer(ObjectNode answer) {
    return answer;
  }

  /** The adjustments, as the table names them. */
  enum Kind implements Adjustment {
    /** Nothing. */
    NONE,

    /**
     * Names the execution and its state machine in the Resources of each event, and fails when
     * EventBridge has not taken all events.
     *
     * @see <a
     *     href="https://docs.aws.amazon.com/step-functions/latest/dg/connect-eventbridge.html">Add
     *     EventBridge events with Step Functions</a>
     */
    EVENTS {
      @Override
      public JsonNode parameters(TaskRequest request) {
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
      public JsonNode answer(ObjectNode answer) {
        if (answer.path("FailedEntryCount").asInt(0) > 0) {
          throw new TaskFailedException("EventBridge.FailedEntry", JsonText.write(answer));
        }
        return answer;
      }
    },

    /**
     * Gives the body that a model answers as JSON.
     *
     * @see <a
     *     href="https://docs.aws.amazon.com/step-functions/latest/dg/connect-bedrock.html">Invoke
     *     Amazon Bedrock models with Step Functions</a>
     */
    MODEL {
      @Override
      public JsonNode answer(ObjectNode answer) {
        try {
          answer.set("Body", JsonText.parse(answer.path("Body").stringValue("")));
        } catch (JacksonException _) {
          // An image, say: it stays the text that it is.
        }
        return answer;
      }
    }
  }

  private static String stateMachine(String executionArn) {
    var parts = executionArn.split(":", -1);
    return String.join(":", parts[0], parts[1], parts[2], parts[3], parts[4], "stateMachine")
        + ":"
        + parts[6];
  }
}
