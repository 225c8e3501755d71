package dev.stateway.workflows.execution;

/**
 * The argument of the query {@link ExecutionMessages#HISTORY}: which page of the events.
 *
 * @param afterId the id of the last event already seen, 0 for none; with {@code reverseOrder} the
 *     page goes on below it
 * @param maxResults events at the most
 * @param reverseOrder newest first
 * @param includeExecutionData whether events carry input and output
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/apireference/API_GetExecutionHistory.html">GetExecutionHistory</a>
 */
public record HistoryRequest(
    long afterId, int maxResults, boolean reverseOrder, boolean includeExecutionData) {}
