package dev.stateway.activities.sdk;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.async.AsyncRequestBody;
import software.amazon.awssdk.core.async.AsyncResponseTransformer;
import software.amazon.awssdk.utils.builder.Buildable;

/**
 * The method of a client that does an action.
 *
 * @param method of the client's interface
 */
record SdkAction(Method method) {
  private static final List<Class<?>> STREAMS =
      List.of(AsyncRequestBody.class, AsyncResponseTransformer.class);

  /** The action of this name; absent when the client has none, or only one with an event stream. */
  static Optional<SdkAction> of(Class<?> client, String name) {
    return Arrays.stream(client.getMethods())
        .filter(method -> method.getName().equals(name) && isCall(method))
        .min(Comparator.comparingInt(Method::getParameterCount))
        .map(SdkAction::new);
  }

  private static boolean isCall(Method method) {
    var parameters = method.getParameterTypes();
    return CompletableFuture.class.equals(method.getReturnType())
        && parameters.length > 0
        && AwsRequest.class.isAssignableFrom(parameters[0])
        && Arrays.stream(parameters).skip(1).allMatch(STREAMS::contains);
  }

  /** A new builder of its request. */
  SdkPojo request() {
    try {
      return (SdkPojo) method.getParameterTypes()[0].getMethod("builder").invoke(null);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(method + " has a request without a builder", e);
    }
  }

  /** Whether its request has a body beside its members. */
  boolean sendsBody() {
    return Arrays.asList(method.getParameterTypes()).contains(AsyncRequestBody.class);
  }

  /** Whether its answer has a body beside its members. */
  boolean getsBody() {
    return Arrays.asList(method.getParameterTypes()).contains(AsyncResponseTransformer.class);
  }

  /** Calls it; the answer is ResponseBytes where it {@link #getsBody() has a body}. */
  CompletableFuture<?> call(Object client, SdkPojo request, AsyncRequestBody body) {
    var types = method.getParameterTypes();
    var arguments = new Object[types.length];
    for (var i = 0; i < types.length; i++) {
      if (types[i].equals(AsyncRequestBody.class)) {
        arguments[i] = body;
      } else if (types[i].equals(AsyncResponseTransformer.class)) {
        arguments[i] = AsyncResponseTransformer.toBytes();
      } else {
        arguments[i] = ((Buildable) request).build();
      }
    }
    try {
      return (CompletableFuture<?>) method.invoke(client, arguments);
    } catch (InvocationTargetException e) {
      return CompletableFuture.failedFuture(e.getCause());
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(method + " cannot be called", e);
    }
  }
}
