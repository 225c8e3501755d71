package dev.stateway.activities.states;

import dev.stateway.workflows.task.TaskRequest;
import java.time.Duration;
import tools.jackson.databind.JsonNode;

/** The Step Functions API of this server: the port that {@code api} implements. */
public interface StepFunctionsApi {
  /** A server without one: every call says so. */
  StepFunctionsApi NONE =
      new StepFunctionsApi() {
        @Override
        public JsonNode call(String operation, JsonNode request) {
          throw new RefusedException("ServiceUnavailable", "There is no Step Functions API", 503);
        }

        @Override
        public JsonNode startExecution(JsonNode request, TaskRequest task) {
          return call("StartExecution", request);
        }

        @Override
        public void awaitEnd(String executionArn, Duration atMost) {
          throw new RefusedException("ServiceUnavailable", "There is no Step Functions API", 503);
        }
      };

  /**
   * Does an operation.
   *
   * @param operation e.g. {@code StartExecution}
   * @param request its members, as on the wire
   * @return the answer's members, as on the wire: times in seconds
   * @throws RefusedException the API says no
   */
  JsonNode call(String operation, JsonNode request) throws InterruptedException;

  /**
   * Starts an execution as the role of the state machine whose task asks for it.
   *
   * @param request the members of StartExecution, as on the wire
   * @return the answer's members, as on the wire: times in seconds
   * @throws RefusedException the API says no, or the role may not
   */
  JsonNode startExecution(JsonNode request, TaskRequest task) throws InterruptedException;

  /**
   * Waits for the end of an execution, but no longer than this.
   *
   * @throws RefusedException the API says no
   */
  void awaitEnd(String executionArn, Duration atMost) throws InterruptedException;

  /** The API says no. */
  final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final int SERVER_ERROR = 500;

    private final String code;
    private final int status;

    /**
     * An error of the API.
     *
     * @param code e.g. {@code StateMachineDoesNotExist}
     * @param text its words
     * @param status of HTTP
     */
    public RefusedException(String code, String text, int status) {
      super(text);
      this.code = code;
      this.status = status;
    }

    /** E.g. {@code StateMachineDoesNotExist}. */
    public String code() {
      return code;
    }

    /** Its words. */
    public String text() {
      return String.valueOf(getMessage());
    }

    /** The status of HTTP. */
    public int status() {
      return status;
    }

    /** Whether the same call may be answered later. */
    public boolean mayPass() {
      return status >= SERVER_ERROR;
    }
  }
}
