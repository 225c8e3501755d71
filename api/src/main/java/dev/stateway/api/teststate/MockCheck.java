package dev.stateway.api.teststate;

import dev.stateway.activities.model.MockMismatchException;
import dev.stateway.activities.model.MockedResults;
import dev.stateway.activities.model.MockedResults.Mode;
import dev.stateway.api.error.AwsError;
import dev.stateway.api.execution.JsonInput;
import dev.stateway.translator.model.MapState;
import dev.stateway.translator.model.ParallelState;
import dev.stateway.translator.model.Resource.ServiceIntegration;
import dev.stateway.translator.model.State;
import dev.stateway.translator.model.TaskState;
import dev.stateway.workflows.statetest.Mock;
import tools.jackson.databind.JsonNode;

/** Makes mocks of what was sent, of results that the state could have had. */
final class MockCheck {
  private final MockedResults results = new MockedResults();

  /**
   * The mock.
   *
   * @throws AwsError ValidationException
   */
  Mock mock(State state, TestInput.MockInput given) {
    var error = given.error();
    if (error != null && given.result() != null) {
      throw AwsError.validation(
          "A test mock should have only one of the following fields: [result, errorOutput].");
    }
    if (error != null) {
      return new Mock.Failure(error.error(), error.cause());
    }
    if (given.result() == null) {
      throw AwsError.validation(
          "A test mock should have one of the following fields: [result, errorOutput].");
    }
    var result =
        JsonInput.parse(
            given.result(), why -> AwsError.validation("Mocked result must be valid JSON: " + why));
    check(state, result, given.mode());
    return new Mock.Result(result);
  }

  private void check(State state, JsonNode result, Mode mode) {
    switch (state) {
      case MapState map -> {
        var writes = map.distribution() != null && writesFiles(map);
        require(
            writes ? result.isObject() : result.isArray(), writes ? "a JSON object" : "an array");
      }
      case ParallelState parallel -> {
        require(result.isArray(), "an array");
        if (result.size() != parallel.branches().size()) {
          throw AwsError.validation(
              "Mocked result must contain the same number of items as number of Parallel"
                  + " branches.");
        }
      }
      case TaskState task when task.resource() instanceof ServiceIntegration service ->
          check(service, result, mode);
      default -> {
        // Of other tasks anything may come.
      }
    }
  }

  private static boolean writesFiles(MapState map) {
    var distribution = map.distribution();
    var writer = distribution == null ? null : distribution.resultWriter();
    return writer != null && writer.arguments() != null;
  }

  private void check(ServiceIntegration service, JsonNode result, Mode mode) {
    if (mode == Mode.NONE || !results.covers(service)) {
      return;
    }
    require(result.isObject(), "a JSON object");
    try {
      results.check(service, result, mode);
    } catch (MockMismatchException mismatch) {
      throw AwsError.validation(String.valueOf(mismatch.getMessage()));
    }
  }

  private static void require(boolean isRight, String what) {
    if (!isRight) {
      throw AwsError.validation("Mocked result must be " + what + ".");
    }
  }
}
