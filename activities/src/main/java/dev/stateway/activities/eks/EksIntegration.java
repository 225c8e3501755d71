package dev.stateway.activities.eks;

import dev.stateway.activities.ServiceIntegration;
import dev.stateway.activities.aws.Polling;
import dev.stateway.activities.aws.TaskAws;
import dev.stateway.activities.http.AllowedHosts;
import dev.stateway.activities.http.Endpoint;
import dev.stateway.translator.model.Resource;
import dev.stateway.translator.model.Resource.IntegrationPattern;
import dev.stateway.workflows.task.TaskHandler.Progress;
import dev.stateway.workflows.task.TaskRequest;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * {@code eks:call} and {@code eks:runJob}: calls the Kubernetes API of a cluster, which decides by
 * its own rules what the caller may.
 *
 * @see <a href="https://docs.aws.amazon.com/step-functions/latest/dg/connect-eks.html">Create and
 *     manage Amazon EKS clusters with Step Functions</a>
 */
public final class EksIntegration implements ServiceIntegration {
  private static final Set<String> METHODS =
      Set.of("GET", "POST", "PUT", "DELETE", "HEAD", "PATCH");
  private static final Set<String> CALL =
      Set.of(
          "CertificateAuthority",
          "ClusterName",
          "Endpoint",
          "Method",
          "Path",
          "QueryParameters",
          "RequestBody");
  private static final Set<String> RUN_JOB =
      Set.of("CertificateAuthority", "ClusterName", "Endpoint", "Job", "LogOptions", "Namespace");
  private static final Duration FIRST_LOOK = Duration.ofMillis(500);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

  private final AllowedHosts hosts;
  private final TaskAws aws;

  /** Calls to these hosts, as who a task is on AWS. */
  public EksIntegration(AllowedHosts hosts, TaskAws aws) {
    this.hosts = hosts;
    this.aws = aws;
  }

  @Override
  public String service() {
    return "eks";
  }

  @Override
  public Map<String, Set<IntegrationPattern>> actions() {
    return Map.of(
        "call",
        Set.of(IntegrationPattern.REQUEST_RESPONSE),
        "runJob",
        EnumSet.allOf(IntegrationPattern.class));
  }

  @Override
  public JsonNode call(Resource.ServiceIntegration resource, TaskRequest request, Progress progress)
      throws InterruptedException {
    if (resource.action().equals("call")) {
      return call(request);
    }
    Endpoint.check(request.arguments(), RUN_JOB);
    var job = EksJob.of(cluster(request), request.arguments());
    return EksCluster.result(job.create(request.idempotencyKey()));
  }

  @Override
  public JsonNode awaitCompletion(
      Resource.ServiceIntegration resource, TaskRequest request, Progress progress)
      throws InterruptedException {
    var job = EksJob.of(cluster(request), request.arguments());
    var name = jobName(request);
    return new Polling(FIRST_LOOK, LONGEST_PAUSE, progress)
        .until(job.looks(name), () -> job.stop(name));
  }

  @Override
  public void stop(Resource.ServiceIntegration resource, TaskRequest request, Progress progress)
      throws InterruptedException {
    EksJob.of(cluster(request), request.arguments()).stop(jobName(request));
  }

  /** The name of the Job that the call has made. */
  private static String jobName(TaskRequest request) {
    var submitted = Objects.requireNonNull(request.submitted());
    return submitted.path("ResponseBody").path("metadata").path("name").stringValue("");
  }

  private JsonNode call(TaskRequest request) throws InterruptedException {
    var parameters = request.arguments();
    Endpoint.check(parameters, CALL);
    var method = parameters.path("Method").stringValue("");
    if (!METHODS.contains(method)) {
      throw Endpoint.invalid(
          "The value for the field 'Method' must be one of " + METHODS.stream().sorted().toList());
    }
    var path = parameters.path("Path").stringValue("");
    if (!path.startsWith("/")) {
      throw Endpoint.invalid("The value for the field 'Path' must begin with /");
    }
    var query = Endpoint.values("QueryParameters", parameters.path("QueryParameters"));
    var body = parameters.path("RequestBody");
    return EksCluster.result(
        cluster(request)
            .succeed(method, path, query, body.isMissingNode() || body.isNull() ? null : body));
  }

  private EksCluster cluster(TaskRequest request) {
    return EksCluster.of(request.arguments(), hosts, aws.settings(aws.caller(request)));
  }
}
