package dev.stateway.api.gateway.route;

import dev.stateway.api.gateway.mapping.ParameterChange;
import dev.stateway.api.gateway.mapping.ParameterMapping;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a route calls, with its parameters still to be evaluated for each request.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations.html">Integrations</a>
 */
public sealed interface Integration {
  /** {@code StepFunctions-StartExecution}. */
  record StartExecution(
      ParameterMapping stateMachineArn,
      @Nullable ParameterMapping name,
      @Nullable ParameterMapping input)
      implements Integration {}

  /** {@code StepFunctions-StartSyncExecution}. */
  record StartSyncExecution(
      ParameterMapping stateMachineArn,
      @Nullable ParameterMapping name,
      @Nullable ParameterMapping input)
      implements Integration {}

  /** {@code StepFunctions-StopExecution}. */
  record StopExecution(
      ParameterMapping executionArn,
      @Nullable ParameterMapping error,
      @Nullable ParameterMapping cause)
      implements Integration {}

  /**
   * {@code StepFunctions-DescribeExecution}: Stateway's own, API Gateway has none to read an
   * execution with.
   */
  record DescribeExecution(ParameterMapping executionArn) implements Integration {}

  /**
   * An action of another AWS service.
   *
   * @param action which
   * @param parameters the request's members by name
   * @param region of the service; absent for Stateway's own
   */
  record AwsService(
      ServiceAction action,
      Map<String, ParameterMapping> parameters,
      @Nullable ParameterMapping region)
      implements Integration {
    public AwsService {
      parameters = Map.copyOf(parameters);
    }
  }

  /**
   * A Lambda function that gets the request as an event ({@code aws_proxy}).
   *
   * @param function its name or ARN, perhaps with {@code ${stageVariables.NAME}}
   * @param version of the event's form
   */
  record LambdaProxy(ParameterMapping function, PayloadFormat version) implements Integration {}

  /** The form of a Lambda event. */
  enum PayloadFormat {
    V1("1.0"),
    V2("2.0");

    private final String text;

    PayloadFormat(String text) {
      this.text = text;
    }

    public String text() {
      return text;
    }
  }

  /**
   * An HTTP server that gets the request as it came ({@code http_proxy}).
   *
   * @param method how it is called; {@code ANY} for as the request was
   * @param uri where, with {@code {variables}} of the path
   * @param changes what is changed on the way
   * @param streams whether the answer is passed on while it comes, instead of when it is whole
   */
  record HttpProxy(String method, UriTemplate uri, List<ParameterChange> changes, boolean streams)
      implements Integration {
    public HttpProxy {
      changes = List.copyOf(changes);
    }
  }

  /**
   * Nothing ({@code mock}): always the same answer.
   *
   * @param status of the answer
   * @param headers of the answer
   * @param body of the answer
   */
  record Mock(int status, Map<String, String> headers, String body) implements Integration {
    public Mock {
      headers = Map.copyOf(headers);
    }
  }

  /** Whether the execution's input is the request's body as it is. */
  default boolean takesBodyAsInput() {
    return switch (this) {
      case StartExecution(_, _, var input) -> input != null && input.isWholeBody();
      case StartSyncExecution(_, _, var input) -> input != null && input.isWholeBody();
      case StopExecution _, DescribeExecution _, AwsService _, LambdaProxy _, HttpProxy _, Mock _ ->
          false;
    };
  }
}
