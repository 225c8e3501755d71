package dev.stateway.api.auth.audit;

import java.time.Instant;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One line of the audit log.
 *
 * @param time when
 * @param requestId of the answer
 * @param principal who, by ARN; absent for nobody known
 * @param sourceIp from where
 * @param userAgent with what
 * @param action what
 * @param resource to what, by ARN
 * @param executionArn the execution it was about, or that it started
 * @param decision whether they might
 * @param statement the policy and statement that decided
 * @param reason why
 * @param error what came of it, if it was not done
 */
public record AuditEntry(
    Instant time,
    String requestId,
    @Nullable String principal,
    String sourceIp,
    @Nullable String userAgent,
    String action,
    String resource,
    @Nullable String executionArn,
    Outcome decision,
    @Nullable String statement,
    String reason,
    @Nullable String error) {
  private static final Pattern READING_ROUTE = Pattern.compile("^[^/]+/[^/]+/(GET|HEAD|OPTIONS)/");

  /** Whether somebody might do what they asked for. */
  public enum Outcome {
    ALLOW,
    EXPLICIT_DENY,
    IMPLICIT_DENY,
    /** It was not clear who they are. */
    UNAUTHENTICATED
  }

  /** Whether something was done that must not be answered before this is on the disk. */
  public boolean isOfChange() {
    // The method is part of a route's ARN: .../STAGE/METHOD/PATH.
    var reads =
        action.equals("execute-api:Invoke")
            ? READING_ROUTE.matcher(resource).find()
            : isPlainRead() || action.equals("apigateway:GET");
    return decision == Outcome.ALLOW && !reads;
  }

  /** Whether it changed nothing and was allowed: of these there are many. */
  boolean isPlainRead() {
    var name = action.substring(action.indexOf(':') + 1);
    return decision == Outcome.ALLOW
        && (name.startsWith("Describe")
            || name.startsWith("Get")
            || name.startsWith("List")
            || name.startsWith("Validate")
            || name.startsWith("SendTaskHeartbeat"));
  }
}
