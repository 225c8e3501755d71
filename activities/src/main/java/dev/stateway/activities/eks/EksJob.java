package dev.stateway.activities.eks;

import dev.stateway.activities.aws.Polling;
import dev.stateway.activities.http.Endpoint;
import dev.stateway.activities.http.HttpCalls.Answer;
import dev.stateway.translator.JsonText;
import dev.stateway.workflows.task.TaskFailedException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A Job of {@code eks:runJob}.
 *
 * @param cluster where it runs
 * @param namespace in which namespace
 * @param manifest the Job as the task gives it
 * @param logs how its logs are read; empty where they are not
 */
record EksJob(EksCluster cluster, String namespace, ObjectNode manifest, Optional<EksLogs> logs) {
  private static final Logger LOG = LoggerFactory.getLogger(EksJob.class);
  private static final String ATTEMPT = "stateway.dev/attempt";
  private static final int MAX_MISSES = 10;
  private static final int CONFLICT = 409;
  private static final String NOT_FOUND = "EKS.404";

  /** The Job of these parameters. */
  static EksJob of(EksCluster cluster, JsonNode parameters) {
    var namespace = parameters.path("Namespace").stringValue("default");
    if (!namespace.matches("[a-z0-9-]{1,63}")) {
      throw Endpoint.invalid("The Namespace '" + namespace + "' is no name of a namespace");
    }
    return new EksJob(
        cluster,
        namespace,
        manifest(parameters.path("Job")),
        EksLogs.of(parameters.path("LogOptions"), cluster, namespace));
  }

  /**
   * Makes the Job, or finds it made by an earlier try of the same attempt.
   *
   * @throws TaskFailedException the API server refuses it
   */
  Answer create(String attempt) throws InterruptedException {
    var job = manifest.deepCopy();
    job.withObjectProperty("metadata").withObjectProperty("annotations").put(ATTEMPT, attempt);
    var answer = cluster.call("POST", jobs(), Map.of(), job);
    if (answer.status() == CONFLICT) {
      var name = job.path("metadata").path("name").stringValue("");
      var there = cluster.call("GET", job(name), Map.of(), null);
      var annotations = Endpoint.body(there).path("metadata").path("annotations");
      if (annotations.path(ATTEMPT).stringValue("").equals(attempt)) {
        return there;
      }
    }
    if (!answer.isSuccess()) {
      throw EksCluster.failure(answer);
    }
    return answer;
  }

  /**
   * Looks at the Job until it has ended: what it is then, with its logs where they are asked for. A
   * look that fails proves nothing, unless the Job is gone.
   */
  Polling.Look<JsonNode> looks(String name) {
    var misses = new AtomicInteger();
    return () -> {
      JsonNode job;
      try {
        job = Endpoint.body(cluster.succeed("GET", job(name), Map.of(), null));
        misses.set(0);
      } catch (TaskFailedException e) {
        if (NOT_FOUND.equals(e.error()) || misses.incrementAndGet() == MAX_MISSES) {
          throw e;
        }
        return Optional.empty();
      }
      return ended(name, job);
    };
  }

  /** Has the Job deleted with its pods. */
  void stop(String name) throws InterruptedException {
    try {
      var _ =
          cluster.succeed(
              "DELETE", job(name), Map.of("propagationPolicy", List.of("Background")), null);
    } catch (TaskFailedException e) {
      if (!NOT_FOUND.equals(e.error())) {
        LOG.error("The Job {} of {} could not be deleted", name, cluster.name(), e);
      }
    }
  }

  private Optional<JsonNode> ended(String name, JsonNode job) throws InterruptedException {
    if (has(job, "Failed")) {
      throw new TaskFailedException("States.TaskFailed", JsonText.write(withLogs(name, job)));
    }
    return has(job, "Complete") ? Optional.of(withLogs(name, job)) : Optional.empty();
  }

  private static boolean has(JsonNode job, String condition) {
    return job.path("status")
        .path("conditions")
        .valueStream()
        .anyMatch(each ->
            each.path("type").stringValue("").equals(condition)
                && each.path("status").stringValue("").equals("True"));
  }

  private JsonNode withLogs(String name, JsonNode job) throws InterruptedException {
    if (logs.isPresent() && job instanceof ObjectNode members) {
      members.set("logs", logs.get().read(name));
    }
    return job;
  }

  private String jobs() {
    return "/apis/batch/v1/namespaces/" + namespace + "/jobs";
  }

  private String job(String name) {
    return jobs() + "/" + name;
  }

  private static ObjectNode manifest(JsonNode job) {
    try {
      if ((job.isString() ? JsonText.parse(job.stringValue()) : job) instanceof ObjectNode object) {
        return object;
      }
    } catch (JacksonException e) {
      throw Endpoint.invalid("The Job is no JSON: " + e.getOriginalMessage());
    }
    throw Endpoint.invalid("The field 'Job' must be the definition of a Job");
  }
}
