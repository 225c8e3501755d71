package dev.stateway.api.auth;

import java.util.Optional;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

/**
 * Who is calling: a principal with the request they sent. What a call leads to finds it in the
 * context of the subscription.
 *
 * @param principal who
 * @param request what they sent
 * @param requestId of the answer
 */
public record Caller(Principal principal, IncomingRequest request, String requestId) {
  /** For {@code contextWrite}: everything before it is done for this caller. */
  public Context asContext() {
    return Context.of(Caller.class, this);
  }

  /** For whom something is done; empty where nobody had to say who they are. */
  public static Optional<Caller> in(ContextView context) {
    return context.getOrEmpty(Caller.class);
  }
}
