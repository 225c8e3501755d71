package dev.stateway.activities.aws;

import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.SdkHttpResponse;

/**
 * Takes the namespace off the name of an error ({@code com.amazonaws.sqs#QueueDoesNotExist}) in its
 * header, as clients have to: the SDK does so only for the name in the body.
 *
 * @see <a
 *     href="https://smithy.io/2.0/aws/protocols/aws-restjson1-protocol.html#operation-error-serialization">Operation
 *     error serialization</a>
 */
public final class ErrorTypeWithoutNamespace implements ExecutionInterceptor {
  private static final String HEADER = "X-Amzn-ErrorType";

  @Override
  public SdkHttpResponse modifyHttpResponse(
      Context.ModifyHttpResponse context, ExecutionAttributes attributes) {
    var response = context.httpResponse();
    return response
        .firstMatchingHeader(HEADER)
        .filter(name -> name.indexOf('#') >= 0)
        .map(name ->
            response.toBuilder().putHeader(HEADER, name.substring(name.indexOf('#') + 1)).build())
        .orElse(response);
  }
}
