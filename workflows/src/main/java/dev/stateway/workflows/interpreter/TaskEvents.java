package dev.stateway.workflows.interpreter;

import dev.stateway.translator.model.Resource;
import dev.stateway.workflows.history.EventDetails;
import dev.stateway.workflows.history.HistoryEventType;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The events of each kind of task, and how its work is called.
 *
 * @param resourceType AWS's resourceType; absent where the events do not show it
 * @param resource AWS's resource
 */
record TaskEvents(
    HistoryEventType scheduled,
    HistoryEventType started,
    HistoryEventType succeeded,
    HistoryEventType failed,
    HistoryEventType timedOut,
    @Nullable String resourceType,
    String resource,
    String workType) {

  static TaskEvents of(Resource resource) {
    return switch (resource) {
      case Resource.LambdaFunction(var arn) ->
          new TaskEvents(
              HistoryEventType.LAMBDA_FUNCTION_SCHEDULED,
              HistoryEventType.LAMBDA_FUNCTION_STARTED,
              HistoryEventType.LAMBDA_FUNCTION_SUCCEEDED,
              HistoryEventType.LAMBDA_FUNCTION_FAILED,
              HistoryEventType.LAMBDA_FUNCTION_TIMED_OUT,
              null,
              arn,
              "lambda:function");
      case Resource.Activity(var arn) ->
          new TaskEvents(
              HistoryEventType.ACTIVITY_SCHEDULED,
              HistoryEventType.ACTIVITY_STARTED,
              HistoryEventType.ACTIVITY_SUCCEEDED,
              HistoryEventType.ACTIVITY_FAILED,
              HistoryEventType.ACTIVITY_TIMED_OUT,
              null,
              arn,
              "activity");
      case Resource.ServiceIntegration service ->
          task(
              service.service(),
              service.actionAndSuffix(),
              service.service() + ":" + service.action());
      case Resource.Approval _ -> task("approval", "request", "approval:request");
    };
  }

  private static TaskEvents task(String resourceType, String resource, String workType) {
    return new TaskEvents(
        HistoryEventType.TASK_SCHEDULED,
        HistoryEventType.TASK_STARTED,
        HistoryEventType.TASK_SUCCEEDED,
        HistoryEventType.TASK_FAILED,
        HistoryEventType.TASK_TIMED_OUT,
        resourceType,
        resource,
        workType);
  }

  /**
   * What all but the first event of a service's task begin with; those of functions and activities
   * have nothing in common.
   */
  EventDetails details() {
    var details = EventDetails.none();
    return resourceType == null
        ? details
        : details.text("resourceType", resourceType).text("resource", resource);
  }

  EventDetails scheduledDetails(JsonNode arguments, String region) {
    return resourceType == null
        ? EventDetails.none().text("resource", resource).payload("input", arguments)
        : details().text("region", region).parameters(arguments);
  }
}
