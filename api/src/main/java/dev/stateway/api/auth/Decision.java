package dev.stateway.api.auth;

import dev.stateway.api.error.AwsError;
import java.util.Optional;

/**
 * Whether somebody may do something.
 *
 * @param outcome whether they may
 * @param request what was decided on
 * @param statement the policy and statement that decided; empty where none allows it
 * @param reason why, in AWS's words
 */
public record Decision(
    Outcome outcome, AccessRequest request, Optional<String> statement, String reason) {
  /** Whether somebody may. */
  public enum Outcome {
    ALLOW,
    /** A statement forbids it. */
    EXPLICIT_DENY,
    /** No statement allows it. */
    IMPLICIT_DENY
  }

  /** Whether they may. */
  public boolean isAllowed() {
    return outcome == Outcome.ALLOW;
  }

  /** What they are told who may not: AccessDeniedException. */
  public AwsError refusal() {
    return AwsError.accessDenied(
        "User: %s is not authorized to perform: %s on resource: %s %s"
            .formatted(request.principal().arn(), request.action(), request.resource(), reason));
  }
}
