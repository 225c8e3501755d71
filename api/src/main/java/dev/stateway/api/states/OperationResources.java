package dev.stateway.api.states;

import dev.stateway.api.arn.StatesArn;
import dev.stateway.api.arn.StatesArn.Place;
import dev.stateway.api.auth.AccessControl.Task;
import dev.stateway.api.error.AwsError;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Optional;
import java.util.Set;
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
      Set.of("CreateStateMachine", "UpdateStateMachine", "TestState");

  private final Place place;

  OperationResources(Place place) {
    this.place = place;
  }

  /** What a request asks to be done. */
  Task task(String operation, JsonNode request) {
    var keys = new HashMap<String, List<String>>();
    tags(request, keys);
    var resource =
        switch (operation) {
          case "CreateStateMachine" ->
              place.prefix() + "stateMachine:" + request.path("name").asString("");
          case "CreateActivity" -> place.prefix() + "activity:" + request.path("name").asString("");
          case "CreateStateMachineAlias" -> {
            var route = request.path("routingConfiguration").path(0);
            yield unqualified(route.path("stateMachineVersionArn").asString(""), keys);
          }
          case "ListExecutions" -> {
            var mapRun = request.path("mapRunArn").asString("");
            yield mapRun.isEmpty() ? named(operation, request, keys) : mapRun;
          }
          default -> named(operation, request, keys);
        };
    return new Task("states:" + operation, resource.isEmpty() ? ANY : resource, keys);
  }

  /** A role that a state machine is given. */
  record GivenRole(String roleArn, String stateMachineArn) {}

  /** The role that a request gives to a state machine; empty for what is no role's ARN at all. */
  Optional<GivenRole> role(String operation, JsonNode request) {
    return Optional.of(request.path("roleArn").asString(""))
        .filter(role -> GIVE_ROLES.contains(operation) && RoleArn.isValid(role))
        .map(role -> new GivenRole(role, task(operation, request).resource()));
  }

  private static String named(String operation, JsonNode request, Map<String, List<String>> keys) {
    var member = MEMBERS.get(operation);
    return member == null ? ANY : unqualified(request.path(member).asString(""), keys);
  }

  /** A version and an alias are the state machine's own resource, told apart by a condition key. */
  private static String unqualified(String arn, Map<String, List<String>> keys) {
    try {
      if (StatesArn.parse(arn) instanceof StatesArn.StateMachine machine
          && machine.qualifier() != null) {
        keys.put("states:StateMachineQualifier", List.of(machine.qualifier()));
        return new StatesArn.StateMachine(machine.place(), machine.name(), null).toString();
      }
    } catch (AwsError _) {
      // The operation itself says what is wrong with it, to whoever may ask at all.
      return arn;
    }
    return arn;
  }

  private static void tags(JsonNode request, Map<String, List<String>> keys) {
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
  }
}
