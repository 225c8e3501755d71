package dev.stateway.activities.functions;

import org.jspecify.annotations.Nullable;

/**
 * One call of a function.
 *
 * @param requestId what the function sees as aws_request_id
 * @param functionArn the ARN it was invoked by
 * @param payload the event, JSON text
 * @param clientContext JSON text, decoded
 */
public record InvocationRequest(
    String requestId, String functionArn, String payload, @Nullable String clientContext) {}
