package dev.stateway.activities;

import dev.stateway.activities.aws.AwsSettings;
import dev.stateway.activities.ecs.ContainerEngine;
import dev.stateway.activities.ecs.ContainerRuntime;
import dev.stateway.activities.functions.FunctionHost;
import dev.stateway.activities.functions.Functions;
import dev.stateway.activities.http.AllowedHosts;
import dev.stateway.activities.http.ConnectionStore;
import dev.stateway.activities.local.LocalResources;
import dev.stateway.activities.notice.MailServer;
import dev.stateway.activities.notice.NoticeSettings;
import dev.stateway.activities.routing.TaskQueues;
import dev.stateway.activities.states.StepFunctionsApi;
import dev.stateway.activities.token.SignedLinks;
import dev.stateway.translator.JsonText;
import dev.stateway.workflows.task.TaskRequest;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import javax.crypto.spec.SecretKeySpec;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;

/** Requests and settings of the tests, with valid defaults. */
public final class Tasks {
  /** The links of {@link #notices}. */
  public static final SignedLinks LINKS =
      new SignedLinks(new SecretKeySpec(new byte[32], "AES"), Clock.systemUTC());

  /** Modules of services that are not packaged, as the build fetches them. */
  public static final Path SDK_JARS = Path.of("target/sdk-jars");

  private Tasks() {}

  /** Settings with these local resources and an AWS that cannot be reached. */
  public static TaskSettings settings(LocalResources local) {
    return settings(local, Functions.DATA);
  }

  /**
   * Settings with these local resources, kept in this folder, and an AWS that cannot be reached.
   */
  public static TaskSettings settings(LocalResources local, Path data) {
    return settings(local, data, aws(URI.create("http://127.0.0.1:9")));
  }

  /** Settings with these local resources, run by this, and an AWS that cannot be reached. */
  public static TaskSettings settings(
      LocalResources local, Path data, ContainerRuntime containers) {
    return settings(local, data, aws(URI.create("http://127.0.0.1:9")), containers);
  }

  /** Settings with these local resources and this AWS. */
  public static TaskSettings settings(LocalResources local, Path data, AwsSettings aws) {
    return settings(local, data, aws, ContainerEngine.PROCESSES);
  }

  private static TaskSettings settings(
      LocalResources local, Path data, AwsSettings aws, ContainerRuntime containers) {
    var functions =
        new FunctionHost.Settings(
            Functions.DATA, aws.region().id(), System.getenv(), (_, _, _) -> {});
    return new TaskSettings(
        data,
        "000000000000",
        local,
        aws,
        functions,
        containers,
        Optional.empty(),
        new AllowedHosts(List.of("127.0.0.1")),
        ConnectionStore.NONE,
        TaskQueues.NONE,
        notices(Optional.empty()),
        StepFunctionsApi.NONE,
        TaskPermissions.EVERYTHING);
  }

  /** Those settings, with the service modules that the build has put into a folder. */
  public static TaskSettings withSdkJars(TaskSettings settings) {
    return with(settings, Optional.of(SDK_JARS), settings.httpHosts());
  }

  /** These settings, with which HTTP calls may also go to this host. */
  public static TaskSettings allowing(TaskSettings settings, String host) {
    return with(settings, settings.sdkJars(), new AllowedHosts(List.of(host)));
  }

  private static TaskSettings with(
      TaskSettings settings, Optional<Path> sdkJars, AllowedHosts hosts) {
    return new TaskSettings(
        settings.data(),
        settings.account(),
        settings.local(),
        settings.aws(),
        settings.functions(),
        settings.containers(),
        sdkJars,
        hosts,
        settings.connections(),
        settings.queues(),
        settings.notices(),
        settings.states(),
        settings.permissions());
  }

  /** Word of approvals, with e-mail by this server. */
  public static NoticeSettings notices(Optional<MailServer> mail) {
    return new NoticeSettings(URI.create("https://stateway.example.com/"), LINKS, mail, _ -> {});
  }

  /** An AWS at this endpoint. */
  public static AwsSettings aws(URI endpoint) {
    return new AwsSettings(
        Region.US_EAST_1,
        Optional.of(endpoint),
        StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")));
  }

  /** A request of this resource with these arguments, JSON text. */
  public static TaskRequest request(String resource, String arguments) {
    return new TaskRequest(
        resource,
        "Work",
        JsonText.parse(arguments),
        null,
        UUID.randomUUID().toString(),
        "arn:aws:states:us-east-1:000000000000:execution:orders:one",
        null,
        null);
  }

  /** A progress of a task that is stopped as soon as it is interrupted. */
  public static void stoppedWhenInterrupted() {
    if (Thread.currentThread().isInterrupted()) {
      throw new CancellationException("stopped");
    }
  }
}
