package dev.stateway.activities.eks;

import dev.stateway.activities.aws.SdkJson;
import dev.stateway.activities.http.Endpoint;
import dev.stateway.translator.JsonText;
import dev.stateway.workflows.task.TaskFailedException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The logs of a Job's containers, as far as they can be had.
 *
 * @param cluster where the Job has run
 * @param namespace in which namespace
 * @param raw whether logs stay texts even where they are JSON
 * @param parameters of the query that reads a log
 */
record EksLogs(
    EksCluster cluster, String namespace, boolean raw, Map<String, List<String>> parameters) {
  private static final Set<String> OPTIONS = Set.of("LogParameters", "RawLogs", "RetrieveLogs");

  /** How a task wants them; empty where it does not. */
  static Optional<EksLogs> of(JsonNode options, EksCluster cluster, String namespace) {
    Endpoint.check(options, OPTIONS);
    return options.path("RetrieveLogs").asBoolean(false)
        ? Optional.of(
            new EksLogs(
                cluster,
                namespace,
                options.path("RawLogs").asBoolean(false),
                Endpoint.values("LogParameters", options.path("LogParameters"))))
        : Optional.empty();
  }

  /** The logs of a Job, by its pods and their containers. */
  JsonNode read(String job) throws InterruptedException {
    var logs = JsonText.MAPPER.createObjectNode();
    var query = Map.of("labelSelector", List.of("job-name=" + job));
    try {
      var pods = Endpoint.body(cluster.succeed("GET", pods(), query, null));
      var byPod = logs.putObject("pods");
      for (var pod : pods.path("items")) {
        var name = pod.path("metadata").path("name").stringValue("");
        var containers = byPod.putObject(name).putObject("containers");
        for (var container : pod.path("spec").path("containers")) {
          var its = container.path("name").stringValue("");
          containers.set(its, read(name, its));
        }
      }
    } catch (TaskFailedException e) {
      return failure(e);
    }
    return logs;
  }

  private JsonNode read(String pod, String container) throws InterruptedException {
    var query = new LinkedHashMap<>(parameters);
    query.put("container", List.of(container));
    try {
      var answer = cluster.succeed("GET", pods() + "/" + pod + "/log", query, null);
      var log = JsonText.MAPPER.createObjectNode();
      log.set("log", parsed(SdkJson.text(answer.body())));
      return log;
    } catch (TaskFailedException e) {
      return failure(e);
    }
  }

  private JsonNode parsed(String text) {
    if (!raw) {
      try {
        return JsonText.parse(text);
      } catch (JacksonException _) {
        // A text like most logs.
      }
    }
    return JsonText.MAPPER.getNodeFactory().stringNode(text);
  }

  private static ObjectNode failure(TaskFailedException e) {
    return JsonText.MAPPER.createObjectNode().put("error", e.error()).put("cause", e.cause());
  }

  private String pods() {
    return "/api/v1/namespaces/" + namespace + "/pods";
  }
}
