package dev.stateway.activities.sdk;

import dev.stateway.activities.aws.ResponseMetadata;
import dev.stateway.activities.aws.SdkJson;
import dev.stateway.activities.aws.SdkServiceErrors;
import dev.stateway.activities.aws.ServiceErrors;
import dev.stateway.workflows.task.TaskFailedException;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.awscore.AwsResponse;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.async.AsyncRequestBody;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** One service of AWS, whose actions are called by name. */
public final class SdkService implements AutoCloseable {
  private static final String BODY = "Body";

  private final String name;
  private final Class<?> type;
  private final SdkClient client;
  private final Semaphore permits;
  private final ServiceErrors errors;

  SdkService(String name, Class<?> type, SdkClient client, Semaphore permits) {
    this(name, type, client, permits, new SdkServiceErrors(name));
  }

  private SdkService(
      String name, Class<?> type, SdkClient client, Semaphore permits, ServiceErrors errors) {
    this.name = name;
    this.type = type;
    this.client = client;
    this.permits = permits;
    this.errors = errors;
  }

  /** The same service with its errors named so. */
  SdkService withErrors(ServiceErrors others) {
    return new SdkService(name, type, client, permits, others);
  }

  /**
   * Calls an action and waits for its answer; an interrupted call is aborted.
   *
   * @param action e.g. {@code getItem}
   * @param parameters the members of the request
   * @param json how parameters and answer are written
   * @param idempotencyKey what idempotency tokens are made of that are not among the parameters
   * @throws TaskFailedException there is no such action or parameter, or the service refused
   */
  public Answer call(String action, JsonNode parameters, SdkJson json, UUID idempotencyKey)
      throws InterruptedException {
    var method = action(action);
    var body = AsyncRequestBody.empty();
    if (method.sendsBody() && parameters instanceof ObjectNode all) {
      body = AsyncRequestBody.fromBytes(bytes(all.path(BODY)).asByteArray());
      parameters = all.deepCopy().without(BODY);
    }
    var request = json.fill(method.request(), parameters, idempotencyKey);
    var call = new AbortableHttpClient.Call();
    ((AwsRequest.Builder) request)
        .overrideConfiguration(o -> o.putExecutionAttribute(call.attribute(), call));
    permits.acquire();
    CompletableFuture<?> answer;
    try {
      answer = method.call(client, request, body);
    } catch (RuntimeException e) {
      permits.release();
      throw e;
    }
    var _ = answer.whenComplete((_, _) -> permits.release());
    try {
      return answer(errors.await(answer), json);
    } catch (InterruptedException e) {
      call.abort();
      throw e;
    }
  }

  private SdkAction action(String action) {
    return SdkAction.of(type, action)
        .orElseThrow(() ->
            new TaskFailedException(
                "States.Runtime",
                "The service '" + name + "' has no action '" + action + "' that a task can call"));
  }

  /** How its errors are named. */
  public ServiceErrors errors() {
    return errors;
  }

  @Override
  public void close() {
    client.close();
  }

  private static SdkBytes bytes(JsonNode body) {
    if (body.isMissingNode() || body.isNull()) {
      return SdkBytes.fromByteArray(new byte[0]);
    }
    return SdkJson.asBytes(body);
  }

  private static Answer answer(Object got, SdkJson json) {
    if (got instanceof ResponseBytes<?> bytes) {
      var response = (AwsResponse) bytes.response();
      var members = (ObjectNode) json.toJson((SdkPojo) response);
      members.set(BODY, json.bytesToJson(SdkBytes.fromByteArrayUnsafe(bytes.asByteArrayUnsafe())));
      return new Answer(members, metadata(response));
    }
    var response = (AwsResponse) got;
    return new Answer((ObjectNode) json.toJson((SdkPojo) response), metadata(response));
  }

  private static ResponseMetadata metadata(AwsResponse response) {
    return ResponseMetadata.of(response.sdkHttpResponse(), response.responseMetadata().requestId());
  }

  /**
   * What a service answered.
   *
   * @param members of the answer
   * @param metadata of its HTTP response
   */
  public record Answer(ObjectNode members, ResponseMetadata metadata) {}
}
