package dev.stateway.activities.lambda;

import dev.stateway.activities.aws.AwsService;
import dev.stateway.activities.aws.AwsSettings;
import dev.stateway.activities.aws.ResponseMetadata;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Objects;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.lambda.LambdaAsyncClient;
import software.amazon.awssdk.services.lambda.model.InvokeRequest;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;
import software.amazon.awssdk.services.lambda.model.LogType;

/** Invokes functions on AWS, or where the endpoint URL points. */
final class AwsLambda implements LambdaInvoker, AutoCloseable {
  // A function may take 15 minutes; while it works nothing is sent.
  private static final Duration LONGEST_FUNCTION = Duration.ofMinutes(16);
  private static final int CONNECTIONS = 1000;

  private final LambdaAsyncClient client;

  AwsLambda(AwsSettings aws) {
    this.client =
        aws.client(
            LambdaAsyncClient.builder()
                .httpClientBuilder(
                    NettyNioAsyncHttpClient.builder()
                        .readTimeout(LONGEST_FUNCTION)
                        .maxConcurrency(CONNECTIONS)
                        .tcpKeepAlive(true))
                // Whether an invocation is tried again is said by the state's Retry alone.
                .overrideConfiguration(o -> o.retryStrategy(DefaultRetryStrategy.doNotRetry())));
  }

  @Override
  public Answer invoke(Call call) throws InterruptedException {
    return answer(AwsService.LAMBDA.await(client.invoke(request(call))));
  }

  @Override
  public void close() {
    client.close();
  }

  private static InvokeRequest request(Call call) {
    var request =
        InvokeRequest.builder()
            .functionName(call.function().text())
            .invocationType(call.type().text())
            .logType(call.tail() ? LogType.TAIL : LogType.NONE)
            .payload(SdkBytes.fromUtf8String(call.payload()));
    var context = call.clientContext();
    if (context != null) {
      var bytes = context.getBytes(StandardCharsets.UTF_8);
      request.clientContext(Base64.getEncoder().encodeToString(bytes));
    }
    return request.build();
  }

  private static Answer answer(InvokeResponse response) {
    var payload = response.payload();
    return new Answer(
        Objects.requireNonNullElse(response.statusCode(), 200),
        response.executedVersion(),
        payload == null ? "" : payload.asUtf8String(),
        response.functionError() != null,
        response.logResult(),
        ResponseMetadata.of(response.sdkHttpResponse(), response.responseMetadata().requestId()));
  }
}
