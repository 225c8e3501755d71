package dev.stateway.activities.ecs;

import dev.stateway.activities.ecs.ContainerTask.Container;
import dev.stateway.translator.JsonText;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes runs on this machine as ECS writes tasks.
 *
 * @param region the region of its ARNs
 * @param account the account of its ARNs
 * @see <a href="https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Task.html">Task</a>
 */
record LocalTaskShape(String region, String account) {
  /** Why a task stopped that nobody stopped. */
  static final String ESSENTIAL_EXITED = "Essential container in task exited";

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

  /** A task whose containers have all ended. */
  static ObjectNode stopped(
      JsonNode provisioning,
      Map<String, ContainerState> states,
      long startedAt,
      Optional<String> stopReason) {
    var task = (ObjectNode) provisioning.deepCopy();
    var stoppedAt = startedAt;
    for (var container : task.withArray("Containers")) {
      var state = states.get(container.path("Name").stringValue());
      var node = ((ObjectNode) container).put("LastStatus", "STOPPED");
      switch (state) {
        case ContainerState.Exited(var code, var at) -> {
          node.put("ExitCode", code);
          stoppedAt = Math.max(stoppedAt, at);
        }
        case ContainerState.Lost() ->
            node.put("Reason", "The process is gone without an exit code");
        case ContainerState.Pending() -> node.put("Reason", "The process was never started");
        case ContainerState.Running() ->
            throw new IllegalStateException("A container of a stopped task runs");
        case null -> throw new IllegalStateException("A container of the task has no state");
      }
    }
    task.put("Connectivity", "CONNECTED");
    task.put("DesiredStatus", "STOPPED").put("LastStatus", "STOPPED");
    task.put("ExecutionStoppedAt", stoppedAt).put("StartedAt", startedAt);
    var reason = stopReason.orElse(ESSENTIAL_EXITED);
    var byItself = reason.equals(ESSENTIAL_EXITED);
    task.put("StopCode", byItself ? "EssentialContainerExited" : "UserInitiated");
    task.put("StoppedAt", stoppedAt).put("StoppedReason", reason);
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
}
