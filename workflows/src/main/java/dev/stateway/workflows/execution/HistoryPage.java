package dev.stateway.workflows.execution;

import tools.jackson.databind.JsonNode;

/**
 * The answer to the query {@link ExecutionMessages#HISTORY}.
 *
 * @param events an array of events in AWS's wire form
 * @param more whether further events follow
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/apireference/API_HistoryEvent.html">HistoryEvent</a>
 */
public record HistoryPage(JsonNode events, boolean more) {}
