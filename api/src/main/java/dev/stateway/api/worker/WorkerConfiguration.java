package dev.stateway.api.worker;

import dev.stateway.activities.TaskIntegrations;
import dev.stateway.activities.TaskSettings;
import dev.stateway.activities.aws.AwsSettings;
import dev.stateway.activities.ecs.ContainerRuntime;
import dev.stateway.activities.functions.FunctionHost;
import dev.stateway.activities.http.AllowedHosts;
import dev.stateway.activities.http.ConnectionStore;
import dev.stateway.activities.local.LocalResources;
import dev.stateway.activities.local.LocalResourcesFile;
import dev.stateway.activities.notice.ApprovalRecords;
import dev.stateway.activities.notice.MailServer;
import dev.stateway.activities.notice.NoticeSettings;
import dev.stateway.activities.payload.FilePayloadStore;
import dev.stateway.activities.routing.TaskQueues;
import dev.stateway.activities.states.StepFunctionsApi;
import dev.stateway.activities.token.SealedTaskTokens;
import dev.stateway.activities.token.SignedLinks;
import dev.stateway.activities.token.TaskTokenKey;
import dev.stateway.api.StatewayProperties;
import dev.stateway.api.auth.StateMachineRoles;
import dev.stateway.api.health.ReadinessCheck;
import dev.stateway.workflows.temporal.ExecutionWorker;
import dev.stateway.workflows.temporal.QueuedTask;
import dev.stateway.workflows.temporal.QueuedTasks;
import io.temporal.api.workflowservice.v1.DescribeNamespaceRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import javax.crypto.SecretKey;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.publisher.Mono;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.regions.Region;

/** Wires Temporal. */
@Configuration(proxyBeanMethods = false)
class WorkerConfiguration {
  @Bean(destroyMethod = "close")
  TemporalConnection temporalConnection(StatewayProperties properties, FilePayloadStore payloads) {
    return TemporalConnection.open(properties.temporal(), payloads);
  }

  @Bean
  FilePayloadStore payloadStore(StatewayProperties properties) {
    return new FilePayloadStore(properties.data().toAbsolutePath().resolve("payloads"));
  }

  @Bean
  PayloadCleaning payloadCleaning(FilePayloadStore payloads) {
    return new PayloadCleaning(payloads);
  }

  @Bean(destroyMethod = "close")
  TemporalCalls temporalCalls() {
    return new TemporalCalls();
  }

  /** What everything is sealed under that this server gives out and takes back. */
  @Bean
  SecretKey serverKey(StatewayProperties properties) throws IOException {
    return TaskTokenKey.in(properties.data());
  }

  @Bean
  SealedTaskTokens taskTokens(SecretKey serverKey) {
    return new SealedTaskTokens(serverKey);
  }

  /** Where everything that calls AWS finds it. */
  @Bean
  AwsSettings awsSettings(StatewayProperties properties) {
    return new AwsSettings(
        Region.of(properties.region()),
        Optional.ofNullable(properties.endpointUrl()),
        DefaultCredentialsProvider.builder().build());
  }

  /** What lets people decide without a login. */
  @Bean
  SignedLinks signedLinks(SecretKey serverKey) {
    return new SignedLinks(serverKey, Clock.systemUTC());
  }

  @Bean
  NoticeSettings noticeSettings(
      StatewayProperties properties, SignedLinks links, ApprovalRecords records) {
    return new NoticeSettings(
        properties.address(),
        links,
        Optional.ofNullable(properties.smtp())
            .map(server -> new MailServer(server, properties.mailFrom())),
        records);
  }

  /** The workers of other queues that tasks are routed to. */
  @Bean
  TaskQueues taskQueues(TemporalConnection connection, StatewayProperties properties) {
    var queued = new QueuedTasks(connection.client(), properties.taskQueue());
    return (target, request, progress) ->
        queued.run(
            new QueuedTask(
                target.name(),
                target.activityOf(request),
                target.timeout(),
                target.heartbeat().orElse(null),
                QueuedTask.Input.of(request)),
            progress);
  }

  @Bean(destroyMethod = "close")
  TaskIntegrations taskIntegrations(
      StatewayProperties properties,
      AwsSettings aws,
      ConnectionStore connections,
      TaskQueues queues,
      NoticeSettings notices,
      StepFunctionsApi states,
      StateMachineRoles roles,
      @Value("${stateway.containers:}") String containers,
      @Value("${stateway.sdk-jars:}") String sdkJars,
      @Value("${stateway.http-allow:}") List<String> httpAllow) {
    var file = properties.functions();
    var local = file == null ? LocalResources.NONE : LocalResourcesFile.read(file);
    return new TaskIntegrations(
        new TaskSettings(
            properties.data().toAbsolutePath(),
            properties.account(),
            local,
            aws,
            FunctionHost.Settings.of(properties.data().toAbsolutePath(), properties.region()),
            ContainerRuntime.of(containers),
            Optional.of(sdkJars).filter(folder -> !folder.isBlank()).map(Path::of),
            new AllowedHosts(httpAllow),
            connections,
            queues,
            notices,
            states,
            roles));
  }

  @Bean
  WorkerLifecycle workerLifecycle(
      TemporalConnection connection,
      TaskIntegrations tasks,
      SealedTaskTokens tokens,
      StatewayProperties properties) {
    var worker =
        connection.workers().newWorker(properties.taskQueue(), ExecutionWorker.workerOptions());
    ExecutionWorker.register(worker, tasks, tokens, tasks.objects());
    return new WorkerLifecycle(connection, properties, tasks);
  }

  @Bean
  ReadinessCheck workerReadiness(WorkerLifecycle worker) {
    return new ReadinessCheck("worker", () -> Mono.justOrEmpty(worker.notReady()));
  }

  @Bean
  ReadinessCheck temporalReadiness(
      TemporalConnection connection, TemporalCalls calls, StatewayProperties properties) {
    var request =
        DescribeNamespaceRequest.newBuilder().setNamespace(connection.namespace()).build();
    return new ReadinessCheck(
        "temporal",
        () ->
            properties.temporal().inJvm()
                ? Mono.empty()
                : calls
                    .call(() -> connection.stubs().blockingStub().describeNamespace(request))
                    .then(Mono.empty()));
  }
}
