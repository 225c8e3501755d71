package dev.stateway.workflows.interpreter;

import dev.stateway.translator.model.Resource;
import dev.stateway.translator.model.Resource.IntegrationPattern;
import dev.stateway.translator.model.TaskState;
import dev.stateway.workflows.interpreter.FlowFailure.Origin;
import dev.stateway.workflows.statetest.Mock;
import tools.jackson.databind.JsonNode;

/** The work of a state that something stands in for: all its fields are evaluated all the same. */
final class MockedWork {
  private MockedWork() {}

  /** What the work gives. */
  static JsonNode result(Mock mock, Visit visit, Origin origin) {
    return switch (mock) {
      case Mock.Result(var value) -> value;
      case Mock.Failure(var error, var cause) ->
          throw FlowFailure.of(visit.branch().execution(), origin, error, cause);
    };
  }

  /** What a task gives. */
  static JsonNode ofTask(Mock mock, TaskState state, Visit visit) {
    var effective = DataPhases.effectiveInput(state.dataFlow(), visit);
    TaskLimits.of(state, visit, effective);
    if (state.resource() instanceof Resource.ServiceIntegration service
        && service.pattern() == IntegrationPattern.WAIT_FOR_TASK_TOKEN) {
      visit.withTaskToken(visit.branch().execution().runtime().entropy().uuid());
    }
    DataPhases.arguments(state.dataFlow(), visit, effective);
    if (state.credentials() != null) {
      state.credentials().evaluate(visit.scope(effective));
    }
    return result(mock, visit, Origin.TASK);
  }
}
