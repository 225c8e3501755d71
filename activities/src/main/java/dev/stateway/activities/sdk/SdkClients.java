package dev.stateway.activities.sdk;

import dev.stateway.activities.aws.AwsSettings;
import dev.stateway.activities.aws.ErrorTypeWithoutNamespace;
import dev.stateway.activities.aws.ServiceErrors;
import dev.stateway.activities.aws.TaskAws;
import dev.stateway.activities.aws.WithoutExpect;
import dev.stateway.workflows.task.TaskRequest;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.core.client.builder.SdkAsyncClientBuilder;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.retries.DefaultRetryStrategy;

/**
 * The clients of AWS's services, one per service and role, made when they are first called. They
 * share their connections, try nothing again (the state's Retry alone decides that), and have a
 * bounded number of calls under way per service.
 */
public final class SdkClients implements AutoCloseable {
  /** How many calls of one service are under way at a time; more wait. */
  static final int CALLS = 50;

  private static final int CONNECTIONS = 200;
  // A model may think for minutes; a task that should not wait that long has a TimeoutSeconds.
  private static final Duration READ_TIMEOUT = Duration.ofMinutes(10);
  private static final Duration CONNECTION_TIMEOUT = Duration.ofSeconds(5);

  private final SdkModules modules;
  private final TaskAws aws;
  private final AbortableHttpClient http =
      new AbortableHttpClient(
          NettyNioAsyncHttpClient.builder()
              .maxConcurrency(CONNECTIONS)
              .readTimeout(READ_TIMEOUT)
              .connectionTimeout(CONNECTION_TIMEOUT)
              .tcpKeepAlive(true)
              .build());
  private final ConcurrentMap<Key, SdkService> services = new ConcurrentHashMap<>();
  private final ConcurrentMap<String, Semaphore> permits = new ConcurrentHashMap<>();

  /** Clients of these modules. */
  public SdkClients(SdkModules modules, TaskAws aws) {
    this.modules = modules;
    this.aws = aws;
  }

  /**
   * A service, as this task calls it.
   *
   * @param name e.g. {@code dynamodb}
   * @param errors how its errors are named; absent for those of {@code aws-sdk:}
   * @throws dev.stateway.workflows.task.TaskFailedException its module is not there, or the role
   *     cannot be assumed
   */
  public SdkService service(String name, TaskRequest request, @Nullable ServiceErrors errors) {
    var caller = aws.caller(request);
    // Asked each time: what STS refuses fails the task.
    var settings = aws.settings(request);
    var service = services.computeIfAbsent(new Key(name, caller), _ -> open(name, settings));
    return errors == null ? service : service.withErrors(errors);
  }

  private SdkService open(String name, AwsSettings settings) {
    var type = modules.client(name);
    try {
      var factory = type.getMethod("builder");
      var builder = factory.invoke(null);
      ((SdkAsyncClientBuilder<?, ?>) builder).httpClient(http);
      if (settings.endpoint().isPresent()) {
        forcePathStyle(factory.getReturnType(), builder);
      }
      var client = client((AwsClientBuilder<?, ?>) builder, settings);
      return new SdkService(
          modules.className(name),
          type,
          client,
          permits.computeIfAbsent(name, _ -> new Semaphore(CALLS)));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("The client of " + name + " cannot be made", e);
    }
  }

  private SdkClient client(AwsClientBuilder<?, ?> builder, AwsSettings settings) {
    builder.overrideConfiguration(o ->
        o.retryStrategy(DefaultRetryStrategy.doNotRetry())
            .addExecutionInterceptor(http.interceptor())
            .addExecutionInterceptor(new WithoutExpect())
            .addExecutionInterceptor(new ErrorTypeWithoutNamespace()));
    return (SdkClient) settings.client(builder);
  }

  /** For S3: names of buckets are no names of hosts anywhere but on AWS. */
  private static void forcePathStyle(Class<?> builderType, Object builder)
      throws ReflectiveOperationException {
    for (var method : builderType.getMethods()) {
      if (method.getName().equals("forcePathStyle")) {
        method.invoke(builder, true);
        return;
      }
    }
  }

  @Override
  public void close() {
    services.values().forEach(SdkService::close);
    http.close();
  }

  private record Key(String service, TaskAws.Caller caller) {}
}
