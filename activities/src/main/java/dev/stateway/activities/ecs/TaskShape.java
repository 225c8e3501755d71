package dev.stateway.activities.ecs;

import dev.stateway.activities.ecs.ContainerTask.Container;
import dev.stateway.translator.JsonText;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes runs as ECS writes tasks.
 *
 * @param region the region of its ARNs
 * @param account the account of its ARNs
 * @see <a href="https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Task.html">Task</a>
 */
record TaskShape(String region, String account) {
  /** Why a task stopped that nobody stopped. */
  static final String ESSENTIAL_EXITED = "Essential container in task exited";

  /** The {@code StopCode} of such a task. */
  static final String ESSENTIAL_EXITED_CODE = "EssentialContainerExited";

  /** The {@code StopCode} of a task that somebody stopped. */
  static final String USER_INITIATED = "UserInitiated";

  /** The {@code StopCode} of a task that its platform stopped. */
  static final String TERMINATION_NOTICE = "TerminationNotice";

  /** The {@code StopCode} of a task that never ran. */
  static final String FAILED_TO_START = "TaskFailedToStart";

  /** A task that has just been accepted. */
  ObjectNode provisioning(
      String id, RunTaskArguments arguments, List<Container> containers, long now) {
    var cluster = arguments.cluster();
    var taskArn = arn("task/" + cluster + "/" + id);
    var task = JsonText.MAPPER.createObjectNode();
    task.putArray("Attachments");
    task.putArray("Attributes");
    task.put("ClusterArn", arn("cluster/" + cluster));
    var list = task.putArray("Containers");
    containers.forEach(container -> list.add(pending(container, cluster, id, taskArn)));
    task.put("CreatedAt", now);
    task.put("DesiredStatus", "RUNNING");
    task.put("EnableExecuteCommand", false);
    task.put("Group", arguments.text("Group", "family:" + arguments.family()));
    task.putArray("InferenceAccelerators");
    task.put("LastStatus", "PROVISIONING");
    task.put("LaunchType", arguments.text("LaunchType", "EC2"));
    task.set("Overrides", overrides(arguments.arguments().path("Overrides"), containers));
    var startedBy = arguments.text("StartedBy", "");
    if (!startedBy.isEmpty()) {
      task.put("StartedBy", startedBy);
    }
    task.putArray("Tags");
    task.put("TaskArn", taskArn);
    task.put("TaskDefinitionArn", arn("task-definition/" + arguments.family() + ":1"));
    task.put("Version", 1);
    return task;
  }

  /** A task that has stopped. */
  static ObjectNode stopped(JsonNode provisioning, Stop stop) {
    var task = (ObjectNode) provisioning.deepCopy();
    var stoppedAt = stop.at();
    for (var container : task.withArray("Containers")) {
      var state = stop.containers().get(container.path("Name").stringValue());
      var node = ((ObjectNode) container).put("LastStatus", "STOPPED");
      switch (state) {
        case ContainerState.Exited(var code, var at, var reason) -> {
          node.put("ExitCode", code);
          reason.ifPresent(text -> node.put("Reason", text));
          stoppedAt = Math.max(stoppedAt, at);
        }
        case ContainerState.Lost(var reason) -> node.put("Reason", reason);
        case ContainerState.Pending() -> node.put("Reason", "The container was never started");
        case ContainerState.Running() ->
            throw new IllegalStateException("A container of a stopped task runs");
        case null -> throw new IllegalStateException("A container of the task has no state");
      }
    }
    task.put("Connectivity", "CONNECTED");
    task.put("DesiredStatus", "STOPPED").put("LastStatus", "STOPPED");
    task.put("ExecutionStoppedAt", stoppedAt);
    stop.startedAt().ifPresent(at -> task.put("StartedAt", at));
    task.put("StopCode", stop.code()).put("StoppedAt", stoppedAt);
    task.put("StoppedReason", stop.reason());
    task.put("StoppingAt", stoppedAt).put("Version", 5);
    return sorted(task);
  }

  private ObjectNode pending(Container container, String cluster, String id, String taskArn) {
    var uuid = UUID.nameUUIDFromBytes((id + container.name()).getBytes(StandardCharsets.UTF_8));
    var node = JsonText.MAPPER.createObjectNode();
    node.put("ContainerArn", arn("container/" + cluster + "/" + id + "/" + uuid));
    node.put("Cpu", "0");
    node.putArray("GpuIds");
    node.put("Image", container.image());
    node.put("LastStatus", "PENDING");
    node.putArray("ManagedAgents");
    node.put("Name", container.name());
    node.putArray("NetworkBindings");
    node.putArray("NetworkInterfaces");
    node.put("TaskArn", taskArn);
    return node;
  }

  private static ObjectNode overrides(JsonNode given, List<Container> containers) {
    var overrides = JsonText.MAPPER.createObjectNode();
    var list = overrides.putArray("ContainerOverrides");
    for (var container : containers) {
      var node = list.addObject();
      node.putArray("Command");
      node.putArray("Environment");
      node.putArray("EnvironmentFiles");
      node.put("Name", container.name());
      node.putArray("ResourceRequirements");
      for (var override : given.path("ContainerOverrides")) {
        if (override.path("Name").stringValue("").equals(container.name())) {
          override.properties().forEach(member -> node.set(member.getKey(), member.getValue()));
        }
      }
    }
    given
        .properties()
        .forEach(member -> {
          if (!member.getKey().equals("ContainerOverrides")) {
            overrides.set(member.getKey(), member.getValue());
          }
        });
    overrides.withArray("InferenceAcceleratorOverrides");
    return overrides;
  }

  /** AWS writes the members of its answers in the order of their names. */
  private static ObjectNode sorted(ObjectNode node) {
    var sorted = JsonText.MAPPER.createObjectNode();
    node.propertyStream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(member -> sorted.set(member.getKey(), member.getValue()));
    return sorted;
  }

  private String arn(String resource) {
    return "arn:aws:ecs:" + region + ":" + account + ":" + resource;
  }

  /**
   * How a task has stopped.
   *
   * @param containers their states, by their names
   * @param startedAt when it started to run, in milliseconds; empty when it never did
   * @param at when it stopped at the earliest, in milliseconds: not before the last container
   * @param code ECS' code
   * @param reason in words
   */
  record Stop(
      Map<String, ContainerState> containers,
      OptionalLong startedAt,
      long at,
      String code,
      String reason) {}
}
