package dev.stateway.api.gateway.integration;

import dev.stateway.activities.aws.AwsSettings;
import dev.stateway.activities.aws.SdkJson;
import dev.stateway.api.gateway.mapping.GatewayRequest;
import dev.stateway.api.gateway.mapping.GatewayResponse;
import dev.stateway.api.gateway.route.Integration;
import dev.stateway.api.gateway.route.Route;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.Protocol;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.regions.Region;
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
  private final Map<String, SdkAutoCloseable> clients = new HashMap<>();

  public ServiceCalls(AwsSettings aws) {
    this.aws = aws;
  }

  Mono<GatewayResponse> call(Integration.AwsService service, Route route, GatewayRequest request) {
    var parameters = ServiceParameters.of(service, request);
    var region =
        service.region() == null
            ? aws.region()
            : service.region().evaluate(request).map(Region::of).orElse(aws.region());
    return Mono.fromFuture(() -> send(service, parameters, region))
        .timeout(route.responses().timeout())
        .map(answer -> GatewayResponse.json(200, SdkJson.OPTIMISED.toJson(answer)))
        .onErrorResume(failure -> failed(cause(failure), service));
  }

  private CompletableFuture<? extends SdkPojo> send(
      Integration.AwsService service, ServiceParameters parameters, Region region) {
    return switch (service.action()) {
      case SQS_SEND_MESSAGE ->
          sqs(region).sendMessage(parameters.fill(SendMessageRequest.builder()).build());
      case SQS_RECEIVE_MESSAGE ->
          sqs(region).receiveMessage(parameters.fill(ReceiveMessageRequest.builder()).build());
      case SQS_DELETE_MESSAGE ->
          sqs(region).deleteMessage(parameters.fill(DeleteMessageRequest.builder()).build());
      case SQS_PURGE_QUEUE ->
          sqs(region).purgeQueue(parameters.fill(PurgeQueueRequest.builder()).build());
      case EVENTBRIDGE_PUT_EVENTS ->
          events(region).putEvents(parameters.fillEntry(PutEventsRequest.builder()).build());
      case KINESIS_PUT_RECORD ->
          kinesis(region)
              .putRecord(
                  parameters.fill(PutRecordRequest.builder()).data(parameters.data()).build());
    };
  }

  private SqsAsyncClient sqs(Region region) {
    return client("sqs", region, SqsAsyncClient.class);
  }

  private EventBridgeAsyncClient events(Region region) {
    return client("events", region, EventBridgeAsyncClient.class);
  }

  private KinesisAsyncClient kinesis(Region region) {
    return client("kinesis", region, KinesisAsyncClient.class);
  }

  private synchronized <C extends SdkAutoCloseable> C client(
      String service, Region region, Class<C> type) {
    var client =
        clients.computeIfAbsent(service + "/" + region.id(), _ -> newClient(service, region));
    return type.cast(client);
  }

  private SdkAutoCloseable newClient(String service, Region region) {
    var settings = new AwsSettings(region, aws.endpoint(), aws.credentials());
    return switch (service) {
      case "sqs" -> settings.client(SqsAsyncClient.builder());
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
      default -> Mono.error(failure);
    };
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
  }
}
