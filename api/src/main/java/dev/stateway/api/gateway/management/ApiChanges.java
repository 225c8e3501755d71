package dev.stateway.api.gateway.management;

import dev.stateway.translator.JsonText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.node.ObjectNode;

/** A change of an API while it is made. */
final class ApiChanges {
  private final ApiDocument api;
  private final Map<String, String> added = new HashMap<>();
  private final List<String> removed = new ArrayList<>();
  private boolean deploys;

  ApiChanges(ApiDocument api) {
    this.api = api;
  }

  ApiDocument api() {
    return api;
  }

  /** Says that what is served has changed: stages that are deployed automatically are. */
  void touch() {
    deploys = true;
  }

  /** Deploys the API as it is now, to a stage if it is named. */
  ObjectNode deploy(String description, String stageName, boolean automatic) {
    var deployment = JsonText.MAPPER.createObjectNode();
    deployment.put("autoDeployed", automatic);
    deployment.put("createdDate", ApiDocument.now());
    deployment.put("deploymentStatus", "DEPLOYED");
    if (!description.isEmpty()) {
      deployment.put("description", description);
    }
    api.add(EntityKind.DEPLOYMENT, deployment);
    var id = deployment.path("deploymentId").asString("");
    added.put(id, ManagedApis.bounded(JsonText.write(OpenApiExport.of(api))));
    if (!stageName.isEmpty()) {
      var stage = api.require(EntityKind.STAGE, stageName);
      stage.put("deploymentId", id);
      stage.put("lastUpdatedDate", ApiDocument.now());
    }
    return deployment;
  }

  /** Removes a deployment that no stage has. */
  void undeploy(String deploymentId) {
    api.remove(EntityKind.DEPLOYMENT, deploymentId);
    removed.add(deploymentId);
  }

  /** Deploys what has changed to the stages that want it, and forgets what they had. */
  void deployAutomatically() {
    var stages = api.autoDeployed();
    var isBehind = stages.stream().anyMatch(stage -> stage.path("deploymentId").isMissingNode());
    if (stages.isEmpty() || !(deploys || isBehind)) {
      return;
    }
    var before = new HashSet<String>();
    stages.forEach(stage -> before.add(stage.path("deploymentId").asString("")));
    var deployment =
        deploy("Automatic deployment triggered by changes to the Api configuration", "", true);
    for (var stage : stages) {
      stage.set("deploymentId", deployment.get("deploymentId"));
      stage.put("lastUpdatedDate", ApiDocument.now());
      stage.put(
          "lastDeploymentStatusMessage",
          "Successfully deployed stage with deployment ID '"
              + deployment.path("deploymentId").asString("")
              + "'");
    }
    // Automatic deployments that no stage has any more are of no use to anybody.
    for (var id : before) {
      var old = api.find(EntityKind.DEPLOYMENT, id);
      var isUsed =
          api.parts(EntityKind.STAGE).values().stream()
              .anyMatch(stage -> stage.path("deploymentId").asString("").equals(id));
      if (old.isPresent() && old.get().path("autoDeployed").asBoolean(false) && !isUsed) {
        undeploy(id);
      }
    }
  }

  /** Writes the deployments down; within a transaction. */
  Mono<Void> write(ApiTable table) {
    return Flux.fromIterable(added.entrySet())
        .concatMap(entry -> table.insertDeployment(api.id(), entry.getKey(), entry.getValue()))
        .thenMany(Flux.fromIterable(removed))
        .concatMap(id -> table.deleteDeployment(api.id(), id))
        .then();
  }
}
