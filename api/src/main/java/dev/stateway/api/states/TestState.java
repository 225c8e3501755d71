package dev.stateway.api.states;

import dev.stateway.activities.model.MockedResults.Mode;
import dev.stateway.api.error.AwsError;
import dev.stateway.api.states.RequestMembers.Text;
import dev.stateway.api.teststate.StateTests;
import dev.stateway.api.teststate.TestInput;
import dev.stateway.api.teststate.TestInput.Configuration;
import dev.stateway.api.teststate.TestInput.ErrorOutput;
import dev.stateway.api.teststate.TestInput.MockInput;
import dev.stateway.api.teststate.TestPreparation;
import dev.stateway.translator.JsonText;
import dev.stateway.translator.Translator;
import dev.stateway.translator.model.MachineType;
import dev.stateway.workflows.statetest.StateTestOutcome.Status;
import dev.stateway.workflows.statetest.TestedState;
import java.util.Objects;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Runs one state by itself and shows what becomes of its data.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/apireference/API_TestState.html">TestState</a>
 */
final class TestState implements Operation<TestState.Request, TestState.Answer> {
  private final StateTests tests;
  private final TestPreparation preparation;

  TestState(StateTests tests, TestPreparation preparation) {
    this.tests = tests;
    this.preparation = preparation;
  }

  /** How much is shown. */
  enum Level {
    INFO,
    DEBUG,
    TRACE
  }

  record Request(
      String definition,
      @Nullable String stateName,
      Level level,
      boolean revealSecrets,
      TestInput input) {}

  record Answer(
      @Nullable String output,
      @Nullable String error,
      @Nullable String cause,
      @Nullable InspectionData inspectionData,
      @Nullable String nextState,
      Status status) {}

  @Override
  public String name() {
    return "TestState";
  }

  @Override
  public Request read(RequestMembers members) {
    return new Request(
        members.required("definition", Text.DEFINITION),
        members.optional("stateName", Text.STATE_NAME),
        members.optional("inspectionLevel", Level.class).orElse(Level.INFO),
        members.optional("revealSecrets", false),
        new TestInput(
            members.optional("roleArn", Text.ARN),
            members.optional("input", Text.DATA),
            members.optional("variables", Text.DATA),
            members.optional("context", Text.DATA),
            members.structure("mock").map(TestState::mock).orElse(null),
            members
                .structure("stateConfiguration")
                .map(TestState::configuration)
                .orElse(new Configuration(null, null, null, null))));
  }

  private static MockInput mock(RequestMembers members) {
    return new MockInput(
        members.optional("result", Text.DATA),
        members
            .structure("errorOutput")
            .map(error ->
                new ErrorOutput(
                    error.required("error", Text.ERROR), error.optional("cause", Text.CAUSE)))
            .orElse(null),
        members.optional("fieldValidationMode", Mode.class).orElse(Mode.STRICT));
  }

  private static Configuration configuration(RequestMembers members) {
    return new Configuration(
        count(members.optional("retrierRetryCount", 0, Integer.MAX_VALUE)),
        members.optional("errorCausedByState", Text.STATE_NAME),
        count(members.optional("mapIterationFailureCount", 0, Integer.MAX_VALUE)),
        members.optional("mapItemReaderData", Text.DATA));
  }

  private static @Nullable Integer count(OptionalInt count) {
    return count.isPresent() ? count.getAsInt() : null;
  }

  @Override
  public Mono<Answer> run(Request request) {
    var role = request.input().roleArn();
    if (role != null) {
      RoleArn.require(role);
    }
    if (request.revealSecrets() && request.input().mock() != null) {
      throw AwsError.validation(
          "TestState does not support RevealSecrets when a mock is specified.");
    }
    var test = preparation.prepare(tested(request), request.definition(), request.input());
    return tests.run(test, request.revealSecrets()).map(result -> answer(request, result));
  }

  private static TestedState tested(Request request) {
    var definition = request.definition();
    var name = request.stateName();
    if (name == null) {
      var state = Translator.translateState(definition, TestPreparation.STATE_NAME);
      return new TestedState(
          Definitions.require(state).flow().state(TestPreparation.STATE_NAME), false);
    }
    var machine = Definitions.require(Translator.translate(definition, MachineType.STANDARD));
    return TestedState.find(machine, name)
        .orElseThrow(() -> AwsError.validation("State not found in definition"));
  }

  private static Answer answer(Request request, StateTests.Result result) {
    var state = result.state();
    var output = state.output();
    return new Answer(
        output == null ? null : JsonText.write(output),
        state.error(),
        state.cause(),
        request.level() == Level.INFO
            ? null
            : InspectionData.of(
                Objects.requireNonNullElse(request.input().input(), "{}"),
                state,
                request.level() == Level.TRACE ? result.http() : null),
        state.nextState(),
        state.status());
  }
}
