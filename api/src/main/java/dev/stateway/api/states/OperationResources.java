package dev.stateway.api.states;

import dev.stateway.api.arn.StatesArn.Place;
import dev.stateway.api.auth.AccessControl.Task;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/**
 * What each action is done to: the ARN that policies decide on, and the condition keys of the
 * request.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsstepfunctions.html">Actions,
 *     resources, and condition keys for AWS Step Functions</a>
 */
final class OperationResources {
  private static final String ANY = "*";
  private static final String TEST = "TestState";

  /** The member that names the resource of an action; those that are not here have none. */
  private static final Map<String, String> MEMBERS =
      Map.ofEntries(
          Map.entry("DeleteStateMachine", "stateMachineArn"),
          Map.entry("DescribeStateMachine", "stateMachineArn"),
          Map.entry("UpdateStateMachine", "stateMachineArn"),
          Map.entry("PublishStateMachineVersion", "stateMachineArn"),
          Map.entry("StartExecution", "stateMachineArn"),
          Map.entry("StartSyncExecution", "stateMachineArn"),
          Map.entry("ListExecutions", "stateMachineArn"),
          Map.entry("ListStateMachineAliases", "stateMachineArn"),
          Map.entry("ListStateMachineVersions", "stateMachineArn"),
          Map.entry("DescribeStateMachineAlias", "stateMachineAliasArn"),
          Map.entry("UpdateStateMachineAlias", "stateMachineAliasArn"),
          Map.entry("DeleteStateMachineAlias", "stateMachineAliasArn"),
          Map.entry("DeleteStateMachineVersion", "stateMachineVersionArn"),
          Map.entry("DescribeExecution", "executionArn"),
          Map.entry("DescribeStateMachineForExecution", "executionArn"),
          Map.entry("GetExecutionHistory", "executionArn"),
          Map.entry("ListMapRuns", "executionArn"),
          Map.entry("RedriveExecution", "executionArn"),
          Map.entry("StopExecution", "executionArn"),
          Map.entry("DescribeMapRun", "mapRunArn"),
          Map.entry("UpdateMapRun", "mapRunArn"),
          Map.entry("DescribeActivity", "activityArn"),
          Map.entry("DeleteActivity", "activityArn"),
          Map.entry("GetActivityTask", "activityArn"),
          Map.entry("TagResource", "resourceArn"),
          Map.entry("UntagResource", "resourceArn"),
          Map.entry("ListTagsForResource", "resourceArn"));

  private static final Set<String> GIVE_ROLES =
      Set.of("CreateStateMachine", "UpdateStateMachine", TEST);

  private static final Set<String> PUBLISH = Set.of("CreateStateMachine", "UpdateStateMachine");

  private final Place place;

  OperationResources(Place place) {
    this.place = place;
  }

  /** What a request asks to be done. */
  Task task(String operation, JsonNode request) {
    var action = "states:" + operation;
    var task =
        switch (operation) {
          case "CreateStateMachine" ->
              Task.of(action, place.prefix() + "stateMachine:" + request.path("name").asString(""));
          case "CreateActivity" ->
              Task.of(action, place.prefix() + "activity:" + request.path("name").asString(""));
          case "CreateStateMachineAlias" -> newAlias(action, request);
          case "ListExecutions" -> {
            var mapRun = request.path("mapRunArn").asString("");
            yield mapRun.isEmpty() ? named(operation, request) : named(action, mapRun);
          }
          default -> named(operation, request);
        };
    return task.with(tags(request));
  }

  /** What must be allowed besides the action itself. */
  List<Task> further(String operation, JsonNode request) {
    return operation.equals(TEST) && request.path("revealSecrets").asBoolean(false)
        ? List.of(Task.of("states:RevealSecrets", ANY))
        : List.of();
  }

  /** A role that a state machine is given. */
  record GivenRole(String roleArn, String stateMachineArn) {}

  /** Whether a request asks for a version besides: who does must be allowed to publish it too. */
  static boolean publishes(String operation, JsonNode request) {
    return PUBLISH.contains(operation) && request.path("publish").asBoolean(false);
  }

  /** The role that a request gives to a state machine; empty for what is no role's ARN at all. */
  Optional<GivenRole> role(String operation, JsonNode request) {
    return Optional.of(request.path("roleArn").asString(""))
        .filter(role -> GIVE_ROLES.contains(operation) && RoleArn.isValid(role))
        // Where something stands in for the work, the role decides nothing.
        .filter(_ -> !operation.equals(TEST) || !request.hasNonNull("mock"))
        .map(role -> new GivenRole(role, stateMachine(operation, request)));
  }

  /** A state is tested as one of a state machine that has no name anybody knows before. */
  private String stateMachine(String operation, JsonNode request) {
    return operation.equals(TEST)
        ? place.prefix() + "stateMachine:" + UUID.randomUUID()
        : task(operation, request).resource();
  }

  /** It is done to the state machine; the qualifiers are the versions that it shall lead to. */
  private static Task newAlias(String action, JsonNode request) {
    var versions =
        request
            .path("routingConfiguration")
            .valueStream()
            .map(route -> named(action, route.path("stateMachineVersionArn").asString("")))
            .toList();
    if (versions.isEmpty()) {
      return Task.of(action, ANY);
    }
    var machine = versions.getFirst().resource();
    var qualifiers =
        versions.stream()
            .flatMap(version -> version.context().getOrDefault(Task.QUALIFIER, List.of()).stream())
            .toList();
    return new Task(
        action,
        machine,
        qualifiers.isEmpty() ? Map.of() : Map.of(Task.QUALIFIER, qualifiers),
        machine + ":" + request.path("name").asString(""));
  }

  private static Task named(String operation, JsonNode request) {
    var member = MEMBERS.get(operation);
    return named("states:" + operation, member == null ? "" : request.path(member).asString(""));
  }

  private static Task named(String action, String arn) {
    return arn.isEmpty() ? Task.of(action, ANY) : Task.ofQualified(action, arn);
  }

  private static Map<String, List<String>> tags(JsonNode request) {
    var keys = new HashMap<String, List<String>>();
    var tags = request.path("tags");
    var names =
        tags.isArray()
            ? tags.valueStream().map(tag -> tag.path("key").asString("")).toList()
            : request.path("tagKeys").valueStream().map(key -> key.asString("")).toList();
    if (!names.isEmpty()) {
      keys.put("aws:TagKeys", names);
    }
    tags.valueStream()
        .map(tag ->
            Map.entry(
                "aws:RequestTag/" + tag.path("key").asString(""), tag.path("value").asString("")))
        .forEach((Entry<String, String> tag) -> keys.put(tag.getKey(), List.of(tag.getValue())));
    return keys;
  }
}
