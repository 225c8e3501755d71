package dev.stateway.workflows.engine;

import dev.stateway.translator.JsonText;
import dev.stateway.workflows.approval.ApprovalDecision;
import dev.stateway.workflows.approval.ApprovalDelegation;
import dev.stateway.workflows.approval.Voter;
import dev.stateway.workflows.execution.ExecutionLimits;
import dev.stateway.workflows.execution.ExecutionRequest;
import dev.stateway.workflows.execution.ExecutionRequest.ExecutionIdentity;
import dev.stateway.workflows.execution.ExecutionSettings;
import dev.stateway.workflows.items.ObjectsInMemory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * One case: a definition, an input, what its tasks and people answer, and how the execution must
 * end.
 */
record EngineCase(String area, String name, JsonNode data) {
  /** All cases under {@code resources/cases}. */
  static List<EngineCase> all() {
    try (Stream<Path> files = Files.walk(folder())) {
      return files
          .filter(file -> file.toString().endsWith(".json"))
          .sorted()
          .map(EngineCase::read)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path folder() {
    try {
      return Path.of(Objects.requireNonNull(EngineCase.class.getResource("/cases")).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static EngineCase read(Path file) {
    try {
      return new EngineCase(
          file.getName(file.getNameCount() - 2).toString(),
          file.getName(file.getNameCount() - 1).toString().replace(".json", ""),
          JsonText.parse(Files.readString(file)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String id() {
    return area + "/" + name;
  }

  /** Whether it is a case of an EXPRESS machine. */
  boolean isExpress() {
    return data.path("express").asBoolean(false);
  }

  /** Whether a task of it is never answered. */
  boolean leavesTasksOpen() {
    return data.path("tasks").findValues("never").stream().anyMatch(JsonNode::asBoolean);
  }

  /** Whether there is a Map Run: it may be told something of its parts as it ends. */
  boolean hasMapRun() {
    return data.get("definition").findValues("Mode").stream()
        .anyMatch(mode -> mode.asString("").equals("DISTRIBUTED"));
  }

  ExecutionRequest request() {
    var input = data.path("input").isMissingNode() ? JsonText.parse("{}") : data.get("input");
    return new ExecutionRequest(
        data.path("semantics").asInt(ExecutionRequest.CURRENT_SEMANTICS),
        JsonText.write(data.get("definition")),
        input,
        JsonText.write(input),
        new ExecutionIdentity(
            "arn:aws:states:us-east-1:000000000000:execution:machine:" + name,
            name,
            "arn:aws:states:us-east-1:000000000000:stateMachine:machine",
            "machine",
            "arn:aws:iam::000000000000:role/machine",
            isExpress()),
        new ExecutionSettings(data.path("synchronous").asBoolean(false), limits()));
  }

  /** {@code limits}: {@code aws}, {@code stateway}, or numbers of a case's own. */
  private ExecutionLimits limits() {
    var limits = data.path("limits");
    return switch (limits.asString("")) {
      case "aws" -> ExecutionLimits.AWS;
      case "stateway" -> ExecutionLimits.STATEWAY;
      default ->
          limits.isObject()
              ? JsonText.MAPPER.treeToValue(limits, ExecutionLimits.class)
              : ExecutionLimits.DEFAULT;
    };
  }

  /** The same in as many runs as there can be, or with {@code eventsPerRun} in fewer. */
  ExecutionRequest requestOfManyRuns() {
    return Runs.of(request(), data.path("eventsPerRun").asInt(1));
  }

  /** The same in many runs only where the case says how large they are. */
  ExecutionRequest requestToRecord() {
    return data.has("eventsPerRun") ? requestOfManyRuns() : request();
  }

  /** Whether its recording is of many runs. */
  boolean isInManyRuns() {
    return data.has("eventsPerRun") || redrives() > 0;
  }

  /** How often it is redriven when it ends unsuccessfully. */
  int redrives() {
    return data.path("redrives").asInt(0);
  }

  ScriptedTasks tasks() {
    return new ScriptedTasks(data.path("tasks"));
  }

  /** Puts the objects that are there before: {@code BUCKET/KEY} and their texts. */
  ObjectsInMemory putObjects(ObjectsInMemory store) {
    for (var object : data.path("objects").properties()) {
      var name = object.getKey().split("/", 2);
      store.with(name[0], name[1], object.getValue().stringValue());
    }
    return store;
  }

  JsonNode expected() {
    return data.get("expected");
  }

  /** What the case expects of the events, one text for each: {@code id<-previous Type}. */
  Optional<List<String>> expectedHistory() {
    var history = expected().path("history");
    return history.isMissingNode()
        ? Optional.empty()
        : Optional.of(history.valueStream().map(JsonNode::stringValue).toList());
  }

  /** Decisions on approvals: when, and which. */
  List<JsonNode> decisions() {
    return data.path("decisions").valueStream().toList();
  }

  /** Whether one of the decisions hands it on to somebody else. */
  static boolean isDelegation(JsonNode decision) {
    return decision.has("to");
  }

  static ApprovalDelegation delegation(JsonNode decision, String approvalId) {
    return new ApprovalDelegation(
        approvalId,
        decision.path("decisionId").asString("delegation-1"),
        voter(decision),
        decision.get("to").stringValue(),
        decision.path("comment").asString(null));
  }

  static ApprovalDecision decision(JsonNode decision, String approvalId) {
    return new ApprovalDecision(
        approvalId,
        decision.path("decisionId").asString("decision-1"),
        ApprovalDecision.Choice.valueOf(decision.get("decision").stringValue()),
        decision.path("by").asString("somebody"),
        voter(decision),
        decision.path("comment").asString(null),
        decision.get("formData"));
  }

  /** Who decides: {@code by}, in {@code groups}, or with a {@code role}; or {@code link}. */
  private static Voter voter(JsonNode decision) {
    if (decision.has("link")) {
      return Voter.ofLink(decision.get("link").stringValue());
    }
    var name = decision.path("by").asString("somebody");
    var role = decision.path("role").asString(null);
    var groups = decision.path("groups").valueStream().map(JsonNode::stringValue).toList();
    return new Voter(name, role == null ? name : null, null, groups, role, null);
  }

  /** The ARN of who starts it. */
  String startedBy() {
    return data.path("startedBy").asString("");
  }

  /** When the execution is stopped, and why. */
  Optional<JsonNode> stop() {
    return Optional.ofNullable(data.get("stop"));
  }

  static Duration afterSeconds(JsonNode event) {
    return Duration.ofSeconds(event.path("afterSeconds").asLong(0));
  }
}
