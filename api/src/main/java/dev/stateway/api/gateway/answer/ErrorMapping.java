package dev.stateway.api.gateway.answer;

import dev.stateway.api.error.AwsError;
import dev.stateway.api.gateway.route.ErrorTable;
import java.util.regex.Pattern;

/**
 * The HTTP status of what went wrong, for clients that know nothing of executions.
 *
 * <p>An execution that was stopped gives 503, one whose time was up 504; a failed one what the
 * route's table says of its error, {@code nnn} for an error {@code HTTP.nnn}, 504 for a timeout of
 * a task, 502 or 503 for a task that failed, and 500 else.
 */
public final class ErrorMapping {
  private static final Pattern HTTP_STATUS = Pattern.compile("HTTP\\.([45]\\d\\d)");

  private ErrorMapping() {}

  /** The status for an execution that failed with this error. */
  public static int failed(String error, ErrorTable table) {
    var byTable = table.status(error);
    if (byTable.isPresent()) {
      return byTable.getAsInt();
    }
    var byName = HTTP_STATUS.matcher(error);
    if (byName.matches()) {
      return Integer.parseInt(byName.group(1));
    }
    return switch (error) {
      case "States.Timeout", "States.HeartbeatTimeout" -> 504;
      case "Lambda.TooManyRequestsException" -> 503;
      case "States.TaskFailed", "States.Permissions" -> 502;
      default -> error.startsWith("Lambda.") ? 502 : 500;
    };
  }

  /** The status for a call that the Step Functions API refused: its own are all 400. */
  public static int refused(AwsError error) {
    return switch (error.code()) {
      case "ExecutionAlreadyExists" -> 409;
      case "ExecutionDoesNotExist" -> 404;
      case "AccessDeniedException" -> 403;
      case "ExecutionLimitExceeded", "ThrottlingException" -> 429;
      // The route names a state machine that cannot be started: not the client's mistake.
      case "StateMachineDoesNotExist", "StateMachineDeleting", "StateMachineTypeNotSupported" ->
          500;
      default -> error.httpStatus();
    };
  }
}
