package dev.stateway.activities.sdk;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.async.AsyncExecuteRequest;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;

/**
 * A client whose calls can be aborted. Cancelling what an action gives is not enough: the clients
 * of services that look for their endpoint first, e.g. DynamoDB's, do not pass that on, and the
 * connection stays until the service answers.
 */
final class AbortableHttpClient implements SdkAsyncHttpClient {
  /** The header by which the SDK names each call. */
  private static final String INVOCATION = "amz-sdk-invocation-id";

  private static final ExecutionAttribute<Call> CALL = new ExecutionAttribute<>("stateway.call");

  private final SdkAsyncHttpClient client;
  private final ConcurrentMap<String, Call> calls = new ConcurrentHashMap<>();

  AbortableHttpClient(SdkAsyncHttpClient client) {
    this.client = client;
  }

  /** Tells which call a request is of; part of each client that calls by this one. */
  ExecutionInterceptor interceptor() {
    return new ExecutionInterceptor() {
      @Override
      public void beforeTransmission(
          Context.BeforeTransmission context, ExecutionAttributes attributes) {
        var call = attributes.getAttribute(CALL);
        if (call != null) {
          invocation(context.httpRequest()).ifPresent(id -> calls.put(id, call));
        }
      }
    };
  }

  @Override
  public CompletableFuture<Void> execute(AsyncExecuteRequest request) {
    var call = invocation(request.request()).map(calls::remove);
    var answer = client.execute(request);
    call.ifPresent(its -> its.sent(answer));
    return answer;
  }

  @Override
  public String clientName() {
    return client.clientName();
  }

  @Override
  public void close() {
    client.close();
  }

  private static Optional<String> invocation(SdkHttpRequest request) {
    return request.firstMatchingHeader(INVOCATION);
  }

  /** One call of an action. */
  static final class Call {
    private @Nullable CompletableFuture<Void> answer;
    private boolean aborted;

    /** The attribute that a request names it by. */
    ExecutionAttribute<Call> attribute() {
      return CALL;
    }

    /** Closes its connection, now or when it has one. */
    synchronized void abort() {
      aborted = true;
      if (answer != null) {
        answer.cancel(true);
      }
    }

    private synchronized void sent(CompletableFuture<Void> itsAnswer) {
      answer = itsAnswer;
      if (aborted) {
        itsAnswer.cancel(true);
      }
    }
  }
}
