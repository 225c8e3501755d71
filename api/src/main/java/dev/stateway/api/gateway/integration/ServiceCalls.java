package dev.stateway.api.gateway.integration;

import dev.stateway.activities.aws.AssumedRoles;
import dev.stateway.activities.aws.AwsSettings;
import dev.stateway.activities.aws.SdkJson;
import dev.stateway.api.error.AwsError;
import dev.stateway.api.gateway.mapping.GatewayRequest;
import dev.stateway.api.gateway.mapping.GatewayResponse;
import dev.stateway.api.gateway.mapping.RequestBody;
import dev.stateway.api.gateway.route.Credentials;
import dev.stateway.api.gateway.route.Integration;
import dev.stateway.api.gateway.route.Route;
import dev.stateway.workflows.task.TaskFailedException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.Protocol;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.appconfig.AppConfigAsyncClient;
import software.amazon.awssdk.services.appconfig.model.GetConfigurationRequest;
import software.amazon.awssdk.services.appconfig.model.GetConfigurationResponse;
import software.amazon.awssdk.services.eventbridge.EventBridgeAsyncClient;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequest;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;
import software.amazon.awssdk.services.kinesis.model.PutRecordRequest;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;
import software.amazon.awssdk.services.sqs.model.DeleteMessageRequest;
import software.amazon.awssdk.services.sqs.model.PurgeQueueRequest;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageRequest;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/** Calls other AWS services for routes; answers with what the service answered, as JSON. */
public final class ServiceCalls implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ServiceCalls.class);

  private final AwsSettings aws;
  private final RouteRoles permitted;
  private final AssumedRoles roles;
  private final Map<String, SdkAutoCloseable> clients = new HashMap<>();
  private final Scheduler scheduler =
      Schedulers.fromExecutor(task -> Thread.ofVirtual().name("gateway-roles").start(task));

  /**
   * Calls of services.
   *
   * @param aws where they are
   * @param permitted asked whether API Gateway may assume a role, before AWS is
   */
  public ServiceCalls(AwsSettings aws, RouteRoles permitted) {
    this.aws = aws;
    this.permitted = permitted;
    this.roles = new AssumedRoles(aws);
  }

  Mono<GatewayResponse> call(Integration.AwsService service, Route route, GatewayRequest request) {
    var parameters = ServiceParameters.of(service, request);
    var region =
        service.region() == null
            ? aws.region()
            : service.region().evaluate(request).map(Region::of).orElse(aws.region());
    return settings(route, region)
        .flatMap(settings -> Mono.fromFuture(() -> send(service, parameters, settings)))
        .timeout(route.responses().timeout())
        .map(ServiceCalls::answer)
        .onErrorResume(failure -> failed(cause(failure), service));
  }

  /** The service's document; of a configuration, what it is. */
  private static GatewayResponse answer(SdkPojo answer) {
    if (!(answer instanceof GetConfigurationResponse configuration)) {
      return GatewayResponse.json(200, SdkJson.OPTIMISED.toJson(answer));
    }
    var headers = new HashMap<String, List<String>>();
    putHeader(headers, "content-type", configuration.contentType());
    putHeader(headers, "configuration-version", configuration.configurationVersion());
    var content = configuration.content();
    return new GatewayResponse(
        200,
        headers,
        new GatewayResponse.Content.Whole(
            content == null ? RequestBody.EMPTY : RequestBody.of(content.asByteArray())));
  }

  private static void putHeader(
      Map<String, List<String>> headers, String name, @Nullable String value) {
    if (value != null) {
      headers.put(name, List.of(value));
    }
  }

  /** As whom a route calls, and where; AWS is asked for the credentials of a role. */
  private Mono<Settings> settings(Route route, Region region) {
    return switch (route.credentials()) {
      case Credentials.Own(), Credentials.Caller() ->
          Mono.just(new Settings("", new AwsSettings(region, aws.endpoint(), aws.credentials())));
      case Credentials.Role(var arn) ->
          Mono.fromCallable(
                  () -> {
                    permitted.assume(arn, route.key().toString());
                    return roles.credentials(arn);
                  })
              .subscribeOn(scheduler)
              .map(assumed -> new Settings(arn, new AwsSettings(region, aws.endpoint(), assumed)));
    };
  }

  /**
   * What calls have in common that can share a client.
   *
   * @param role whose credentials they are; empty for Stateway's own
   * @param aws where
   */
  private record Settings(String role, AwsSettings aws) {}

  private CompletableFuture<? extends SdkPojo> send(
      Integration.AwsService service, ServiceParameters parameters, Settings settings) {
    return switch (service.action()) {
      case SQS_SEND_MESSAGE ->
          sqs(settings).sendMessage(parameters.fill(SendMessageRequest.builder()).build());
      case SQS_RECEIVE_MESSAGE ->
          sqs(settings).receiveMessage(parameters.fill(ReceiveMessageRequest.builder()).build());
      case SQS_DELETE_MESSAGE ->
          sqs(settings).deleteMessage(parameters.fill(DeleteMessageRequest.builder()).build());
      case SQS_PURGE_QUEUE ->
          sqs(settings).purgeQueue(parameters.fill(PurgeQueueRequest.builder()).build());
      case EVENTBRIDGE_PUT_EVENTS ->
          events(settings).putEvents(parameters.fillEntry(PutEventsRequest.builder()).build());
      case APPCONFIG_GET_CONFIGURATION ->
          configuration(parameters.fill(GetConfigurationRequest.builder()).build(), settings);
      case KINESIS_PUT_RECORD ->
          kinesis(settings)
              .putRecord(
                  parameters.fill(PutRecordRequest.builder()).data(parameters.data()).build());
    };
  }

  /** AppConfig has newer calls; this is the one that API Gateway's integration makes. */
  @SuppressWarnings("deprecation")
  private CompletableFuture<GetConfigurationResponse> configuration(
      GetConfigurationRequest request, Settings settings) {
    return client("appconfig", settings, AppConfigAsyncClient.class).getConfiguration(request);
  }

  private SqsAsyncClient sqs(Settings settings) {
    return client("sqs", settings, SqsAsyncClient.class);
  }

  private EventBridgeAsyncClient events(Settings settings) {
    return client("events", settings, EventBridgeAsyncClient.class);
  }

  private KinesisAsyncClient kinesis(Settings settings) {
    return client("kinesis", settings, KinesisAsyncClient.class);
  }

  private synchronized <C extends SdkAutoCloseable> C client(
      String service, Settings settings, Class<C> type) {
    var client =
        clients.computeIfAbsent(
            service + "/" + settings.aws().region().id() + "/" + settings.role(),
            _ -> newClient(service, settings.aws()));
    return type.cast(client);
  }

  private SdkAutoCloseable newClient(String service, AwsSettings settings) {
    return switch (service) {
      case "sqs" -> settings.client(SqsAsyncClient.builder());
      case "appconfig" -> settings.client(AppConfigAsyncClient.builder());
      case "events" -> settings.client(EventBridgeAsyncClient.builder());
      // Records are put one by one: HTTP/2, its own default, would gain nothing, and not every
      // stand-in of AWS speaks it.
      default ->
          settings.client(
              KinesisAsyncClient.builder()
                  .httpClientBuilder(NettyNioAsyncHttpClient.builder().protocol(Protocol.HTTP1_1)));
    };
  }

  /**
   * What the service refused is the client's to know, but for what is wrong with Stateway's own
   * credentials.
   */
  private static Mono<GatewayResponse> failed(Throwable failure, Integration.AwsService service) {
    var subtype = service.action().subtype();
    return switch (failure) {
      case AwsServiceException refused -> Mono.just(refused(refused, subtype));
      case TimeoutException _ -> {
        LOG.warn("{} did not answer in time", subtype);
        yield Mono.just(GatewayResponse.message(503, "Service Unavailable"));
      }
      case SdkClientException away -> {
        LOG.warn("{} could not be called: {}", subtype, away.getMessage());
        yield Mono.just(GatewayResponse.message(503, "Service Unavailable").withRetryAfter());
      }
      case TaskFailedException refused -> cannotAssume(subtype, refused.getMessage());
      case AwsError refused -> cannotAssume(subtype, refused.text());
      default -> Mono.error(failure);
    };
  }

  private static Mono<GatewayResponse> cannotAssume(String subtype, @Nullable String reason) {
    LOG.warn("{} cannot be called as its role: {}", subtype, reason);
    return Mono.just(GatewayResponse.message(500, "Internal Server Error"));
  }

  private static Throwable cause(Throwable failure) {
    var cause = failure.getCause();
    return failure instanceof CompletionException && cause != null ? cause : failure;
  }

  private static GatewayResponse refused(AwsServiceException refused, String subtype) {
    var status = refused.statusCode();
    var details = refused.awsErrorDetails();
    if (status < 400 || status >= 500 || status == 401 || status == 403 || details == null) {
      LOG.warn("{} failed: {}", subtype, refused.getMessage());
      return status == 503
          ? GatewayResponse.message(503, "Service Unavailable").withRetryAfter()
          : GatewayResponse.message(500, "Internal Server Error");
    }
    var body = dev.stateway.api.http.JsonAnswer.messageBody(String.valueOf(details.errorMessage()));
    return GatewayResponse.json(status, body.put("error", details.errorCode()));
  }

  @Override
  public synchronized void close() {
    clients.values().forEach(SdkAutoCloseable::close);
    roles.close();
    scheduler.dispose();
  }
}
