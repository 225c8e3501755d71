package dev.stateway.activities.functions;

import dev.stateway.translator.JsonText;
import java.time.Duration;
import java.util.Locale;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.node.ObjectNode;

/** The error payloads that Lambda itself writes, in Lambda's words. */
final class FunctionErrors {
  /** Lambda's bound of a response: 6 MB and 100 bytes. */
  static final int MAX_RESPONSE_BYTES = 6_291_556;

  private FunctionErrors() {}

  static InvocationOutcome.Failed timedOut(String requestId, Duration timeout) {
    var seconds = String.format(Locale.ROOT, "%.2f", timeout.toMillis() / 1000.0);
    return failed("Sandbox.Timedout", requestId, "Task timed out after " + seconds + " seconds");
  }

  static InvocationOutcome.Failed exited(String requestId, int code) {
    // A shell reports a signal as 128 + its number; Lambda names the signal.
    var reason =
        switch (code) {
          case 0 -> "Runtime exited without providing a reason";
          case 134 -> "Runtime exited with error: signal: aborted";
          case 137 -> "Runtime exited with error: signal: killed";
          case 139 -> "Runtime exited with error: signal: segmentation fault";
          case 143 -> "Runtime exited with error: signal: terminated";
          default -> "Runtime exited with error: exit status " + code;
        };
    return failed("Runtime.ExitError", requestId, reason);
  }

  static InvocationOutcome.Failed notStarted(String requestId, String reason) {
    return failed("Runtime.InvalidEntrypoint", requestId, reason);
  }

  static InvocationOutcome.Failed responseTooLarge() {
    return new InvocationOutcome.Failed(
        payload(
            "Function.ResponseSizeTooLarge",
            "Response payload size exceeded maximum allowed payload size ("
                + MAX_RESPONSE_BYTES
                + " bytes)."));
  }

  /** The payload a runtime client reported; a body that is no JSON object becomes the message. */
  static InvocationOutcome.Failed reported(String body, String errorType) {
    try {
      if (JsonText.parse(body) instanceof ObjectNode payload) {
        return new InvocationOutcome.Failed(payload);
      }
    } catch (JacksonException _) {
      // Said below: Lambda takes any body, and so do we.
    }
    return new InvocationOutcome.Failed(payload(errorType, body));
  }

  private static InvocationOutcome.Failed failed(String type, String requestId, String reason) {
    return new InvocationOutcome.Failed(
        payload(type, "RequestId: " + requestId + " Error: " + reason));
  }

  private static ObjectNode payload(String errorType, String errorMessage) {
    return JsonText.MAPPER
        .createObjectNode()
        .put("errorType", errorType)
        .put("errorMessage", errorMessage);
  }
}
