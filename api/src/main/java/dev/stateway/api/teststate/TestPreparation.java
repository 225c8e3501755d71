package dev.stateway.api.teststate;

import dev.stateway.api.arn.StatesArn.Place;
import dev.stateway.api.arn.StatesArn.StateMachine;
import dev.stateway.api.error.AwsError;
import dev.stateway.api.execution.JsonInput;
import dev.stateway.translator.JsonText;
import dev.stateway.translator.model.MapState;
import dev.stateway.translator.model.ParallelState;
import dev.stateway.translator.model.Resource;
import dev.stateway.translator.model.Resource.IntegrationPattern;
import dev.stateway.translator.model.State;
import dev.stateway.translator.model.TaskState;
import dev.stateway.workflows.execution.ExecutionRequest.ExecutionIdentity;
import dev.stateway.workflows.statetest.Mock;
import dev.stateway.workflows.statetest.StateTestRequest;
import dev.stateway.workflows.statetest.StateTestRequest.Circumstances;
import dev.stateway.workflows.statetest.TestedState;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Makes tests of what was sent; what does not fit the state is refused. */
public final class TestPreparation {
  /** What AWS calls every state under test. */
  public static final String STATE_NAME = "StateName";

  /** AWS's. */
  private static final Duration LIMIT = Duration.ofMinutes(5);

  private final Place place;
  private final MockCheck mocks = new MockCheck();

  /** Of states that seem to be in executions of this place. */
  public TestPreparation(Place place) {
    this.place = place;
  }

  /**
   * A test.
   *
   * @param definition the text that the state is of
   * @throws AwsError InvalidDefinition, InvalidExecutionInput, ValidationException
   */
  public StateTestRequest prepare(TestedState tested, String definition, TestInput given) {
    requireTestable(tested.state(), given);
    requireFitting(tested, given);
    var input = json(given.input(), AwsError::invalidExecutionInput);
    var context = context(given);
    return new StateTestRequest(
        tested,
        STATE_NAME,
        definition,
        input,
        variables(given.variables()),
        identity(given.roleArn()),
        context,
        mock(tested.state(), given.mock()),
        circumstances(given.configuration(), context),
        LIMIT);
  }

  private static void requireTestable(State state, TestInput given) {
    switch (state) {
      case TaskState task -> requireTestable(task, given);
      case MapState _, ParallelState _ -> {
        if (given.mock() == null) {
          throw AwsError.unsupportedDefinition(
              "TestState API does not support Map or Parallel states. Supported state types"
                  + " include: [Task, Wait, Pass, Succeed, Fail, Choice]");
        }
      }
      default -> {
        if (given.mock() != null) {
          throw AwsError.validation(
              "State type '%s' is not supported when a mock is specified"
                  .formatted(StateTypes.of(state)));
        }
      }
    }
  }

  private static void requireTestable(TaskState task, TestInput given) {
    if (given.mock() != null) {
      return;
    }
    if (!isAnsweredAtOnce(task.resource())) {
      throw AwsError.validation(
          "TestState API supports Activity tasks, and the .sync and .waitForTaskToken service"
              + " integration patterns, only when a mock is specified");
    }
    if (given.roleArn() == null) {
      throw AwsError.validation("RoleArn must be specified when testing a Task state");
    }
  }

  private static boolean isAnsweredAtOnce(Resource resource) {
    return switch (resource) {
      case Resource.LambdaFunction _ -> true;
      case Resource.ServiceIntegration service ->
          service.pattern() == IntegrationPattern.REQUEST_RESPONSE;
      case Resource.Activity _, Resource.Approval _ -> false;
    };
  }

  /** AWS's words are not known; what would mean nothing is not silently taken. */
  private static void requireFitting(TestedState tested, TestInput given) {
    var state = tested.state();
    var configuration = given.configuration();
    var isOuter = state instanceof MapState || state instanceof ParallelState;
    if (configuration.retries() != null && !isOuter && !(state instanceof TaskState)) {
      throw notFor("retrierRetryCount", state);
    }
    var isOfMap = state instanceof MapState || tested.inMap();
    if (configuration.failedIterations() != null && !isOfMap) {
      throw notFor("mapIterationFailureCount", state);
    }
    if (configuration.itemData() != null
        && !(state instanceof MapState map
            && map.distribution() != null
            && map.distribution().itemReader() != null)) {
      throw notFor("mapItemReaderData", state);
    }
    requireInner(tested, configuration.errorCausedByState(), isOuter);
    if (given.context() != null && given.mock() == null) {
      throw AwsError.validation("A context can be specified only when a mock is specified");
    }
  }

  private static void requireInner(TestedState tested, @Nullable String inner, boolean isOuter) {
    if (inner == null) {
      return;
    }
    if (!isOuter) {
      throw notFor("errorCausedByState", tested.state());
    }
    if (!tested.contains(inner)) {
      throw AwsError.validation("State not found in definition");
    }
  }

  private static AwsError notFor(String field, State state) {
    return AwsError.validation(
        "The field 'stateConfiguration.%s' is not supported for this state of type '%s'"
            .formatted(field, StateTypes.of(state)));
  }

  private static @Nullable JsonNode context(TestInput given) {
    var text = given.context();
    return text == null
        ? null
        : GivenContext.require(
            JsonInput.parse(
                text, why -> AwsError.validation("Invalid Context object provided: " + why)));
  }

  private static SequencedMap<String, JsonNode> variables(@Nullable String text) {
    var object =
        json(text, why -> AwsError.validation("The variables are not a JSON object: " + why));
    if (!object.isObject()) {
      throw AwsError.validation("The variables are not a JSON object");
    }
    var variables = new LinkedHashMap<String, JsonNode>();
    object.forEachEntry(variables::put);
    return variables;
  }

  private static JsonNode json(@Nullable String text, Function<String, AwsError> refusal) {
    return text == null ? JsonText.MAPPER.createObjectNode() : JsonInput.parse(text, refusal);
  }

  private @Nullable Mock mock(State state, TestInput.@Nullable MockInput mock) {
    return mock == null ? null : mocks.mock(state, mock);
  }

  private static Circumstances circumstances(
      TestInput.Configuration configuration, @Nullable JsonNode context) {
    var retries = configuration.retries();
    if (retries == null) {
      retries = context == null ? 0 : context.path("State").path("RetryCount").asInt(0);
    }
    var failed = configuration.failedIterations();
    return new Circumstances(retries, failed == null ? 0 : failed, configuration.itemData());
  }

  /** An execution of a state machine that there is not. */
  private ExecutionIdentity identity(@Nullable String roleArn) {
    var machine = UUID.randomUUID().toString();
    var name = UUID.randomUUID().toString();
    return new ExecutionIdentity(
        place.prefix() + "express:" + machine + ":" + name,
        name,
        new StateMachine(place, machine, null).toString(),
        machine,
        roleArn,
        true);
  }
}
