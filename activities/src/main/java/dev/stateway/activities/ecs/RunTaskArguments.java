package dev.stateway.activities.ecs;

import dev.stateway.activities.aws.AwsService;
import dev.stateway.activities.ecs.ContainerTask.Container;
import dev.stateway.translator.JsonText;
import dev.stateway.workflows.task.TaskFailedException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * What a run that is not ECS' own needs of the parameters of {@code ecs:runTask}; those about
 * networks and capacity say nothing here.
 *
 * @param cluster the cluster's name
 * @param family the task definition's name, without revision
 * @param arguments all of them
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RunTask.html">RunTask</a>
 */
record RunTaskArguments(String cluster, String family, JsonNode arguments) {
  private static final int MAX_COUNT = 10;

  static RunTaskArguments of(JsonNode arguments) {
    var cluster = arguments.path("Cluster").stringValue("default");
    var definition = arguments.path("TaskDefinition").stringValue("");
    return new RunTaskArguments(
        cluster.substring(cluster.lastIndexOf('/') + 1),
        definition.substring(definition.lastIndexOf('/') + 1).replaceFirst(":\\d+$", ""),
        arguments);
  }

  /** The task definition as policies know it: without a revision, the one that runs here. */
  String taskDefinitionArn(String region, String account) {
    var definition = text("TaskDefinition", "");
    if (definition.startsWith("arn:")) {
      return definition;
    }
    var revision = definition.matches(".*:\\d+") ? "" : ":1";
    return arn(region, account, "task-definition/" + definition + revision);
  }

  /** The cluster as policies know it. */
  String clusterArn(String region, String account) {
    var named = text("Cluster", cluster);
    return named.startsWith("arn:") ? named : arn(region, account, "cluster/" + named);
  }

  private static String arn(String region, String account, String resource) {
    return "arn:aws:ecs:" + region + ":" + account + ":" + resource;
  }

  String text(String name, String otherwise) {
    return arguments.path(name).stringValue(otherwise);
  }

  /** How many tasks to run. */
  int count() {
    var count = arguments.path("Count").asInt(1);
    if (count < 1 || count > MAX_COUNT) {
      throw invalid("Count must be from 1 to " + MAX_COUNT + ".");
    }
    return count;
  }

  /** What is overridden of this container; missing where nothing is. */
  JsonNode override(String container) {
    for (var override : arguments.path("Overrides").path("ContainerOverrides")) {
      if (override.path("Name").stringValue("").equals(container)) {
        return override;
      }
    }
    return JsonText.MAPPER.missingNode();
  }

  /** The containers of this task with their overrides applied. */
  List<Container> containers(ContainerTask task) {
    var overrides = new HashMap<String, JsonNode>();
    for (var override : arguments.path("Overrides").path("ContainerOverrides")) {
      overrides.put(override.path("Name").stringValue(""), override);
    }
    var containers = new ArrayList<Container>();
    for (var container : task.containers()) {
      var override = overrides.remove(container.name());
      containers.add(override == null ? container : overridden(container, override));
    }
    for (var name : overrides.keySet()) {
      throw invalid(
          "Override for container named " + name + " is not a container in the TaskDefinition.");
    }
    return containers;
  }

  private static Container overridden(Container container, JsonNode override) {
    var command = new ArrayList<String>();
    for (var word : override.path("Command")) {
      command.add(text(word));
    }
    var environment = new HashMap<>(container.environment());
    for (var variable : override.path("Environment")) {
      environment.put(
          variable.path("Name").stringValue(""), variable.path("Value").stringValue(""));
    }
    return new Container(
        container.name(),
        container.image(),
        command.isEmpty() ? container.command() : command,
        container.directory(),
        environment,
        container.options());
  }

  private static String text(JsonNode word) {
    if (!word.isString()) {
      throw invalid("A word of a Command must be a text: " + word);
    }
    return word.stringValue();
  }

  private static TaskFailedException invalid(String message) {
    return new TaskFailedException(
        "ECS.InvalidParameterException",
        AwsService.ECS.cause(message, 400, "InvalidParameterException", "null"));
  }
}
