package dev.stateway.api.states;

import dev.stateway.api.error.AwsError;
import dev.stateway.api.teststate.TestPreparation;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The table of all operations. */
final class Operations {
  private final Map<String, Operation<?, ?>> byName;

  private Operations(List<Operation<?, ?>> operations) {
    byName =
        operations.stream()
            .collect(Collectors.toUnmodifiableMap(Operation::name, Function.identity()));
  }

  static Operations of(OperationPorts ports) {
    return new Operations(
        List.of(
            new CreateActivity(ports.activities(), ports.place()),
            new CreateStateMachine(ports.registry(), ports.place()),
            new CreateStateMachineAlias(ports.registry().aliases()),
            new DeleteActivity(ports.activities()),
            new DeleteStateMachine(ports.registry()),
            new DeleteStateMachineAlias(ports.registry().aliases()),
            new DeleteStateMachineVersion(ports.registry().versions()),
            new DescribeActivity(ports.activities()),
            new DescribeExecution(ports.executions(), ports.mapRuns()),
            new DescribeMapRun(ports.mapRuns()),
            new DescribeStateMachine(ports.registry()),
            new DescribeStateMachineAlias(ports.registry().aliases()),
            new DescribeStateMachineForExecution(ports.executions()),
            new GetActivityTask(ports.activities(), ports.activityWork()),
            new GetExecutionHistory(ports.executions(), ports.pageTokens()),
            ListActivities.of(ports.activities(), ports.place(), ports.pageTokens()),
            new ListExecutions(
                ports.executions(), ports.mapRuns(), ports.registry(), ports.pageTokens()),
            new ListMapRuns(ports.mapRuns(), ports.pageTokens()),
            new ListStateMachineAliases(ports.registry(), ports.pageTokens()),
            new ListStateMachineVersions(ports.registry().versions(), ports.pageTokens()),
            ListStateMachines.of(ports.registry(), ports.place(), ports.pageTokens()),
            new ListTagsForResource(ports::tags),
            new PublishStateMachineVersion(ports.registry().versions()),
            new RedriveExecution(ports.executions()),
            new SendTaskFailure(ports.answers()),
            new SendTaskHeartbeat(ports.answers()),
            new SendTaskSuccess(ports.answers()),
            new StartExecution(ports.executions()),
            new StartSyncExecution(ports.executions()),
            new StopExecution(ports.executions()),
            new TagResource(ports::tags),
            new TestState(ports.stateTests(), new TestPreparation(ports.place())),
            new UntagResource(ports::tags),
            new UpdateMapRun(ports.mapRuns()),
            new UpdateStateMachine(ports.registry()),
            new UpdateStateMachineAlias(ports.registry().aliases()),
            new ValidateStateMachineDefinition()));
  }

  /**
   * The operation of this name.
   *
   * @throws AwsError UnknownOperationException
   */
  Operation<?, ?> named(String name) {
    var operation = byName.get(name);
    if (operation == null) {
      throw AwsError.unknownOperation(name);
    }
    return operation;
  }

  /** The names of all that are built. */
  Set<String> names() {
    return byName.keySet();
  }
}
