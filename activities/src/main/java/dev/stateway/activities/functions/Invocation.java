package dev.stateway.activities.functions;

import java.util.concurrent.CompletableFuture;

/**
 * An invocation on its way through one process.
 *
 * @param request what was asked
 * @param handedOver true when the runtime client has fetched it: from then on the function's time
 *     runs; false when the process ended before that
 * @param outcome how it ended
 */
record Invocation(
    InvocationRequest request,
    CompletableFuture<Boolean> handedOver,
    CompletableFuture<InvocationOutcome> outcome) {
  Invocation(InvocationRequest request) {
    this(request, new CompletableFuture<>(), new CompletableFuture<>());
  }
}
