package dev.stateway.workflows.task;

/**
 * What a task token stands for: one pending activity.
 *
 * @param namespace the Temporal namespace
 * @param workflowId the execution's workflow
 * @param runId its run
 * @param activityId the activity that waits for the answer
 */
public record TaskTokenContent(
    String namespace, String workflowId, String runId, String activityId) {}
