package dev.stateway.api.gateway.route;

import dev.stateway.api.gateway.mapping.ParameterMapping;
import dev.stateway.api.gateway.route.Integration.PayloadFormat;
import java.time.Duration;
import java.util.List;

/**
 * Who may use a route.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-access-control.html">Access
 *     control for HTTP APIs</a>
 */
public sealed interface Authorization {
  /** Everybody. */
  record None() implements Authorization {}

  /** {@code AWS_IAM}: signed requests whose principal may {@code execute-api:Invoke} the route. */
  record Iam() implements Authorization {}

  /**
   * A token of an issuer.
   *
   * @param name of the authorizer
   * @param identitySource where the token is, e.g. {@code $request.header.Authorization}
   * @param issuer who must have issued it
   * @param audiences one of which it must be for
   * @param scopes one of which it must have; empty if it needs none
   */
  record Jwt(
      String name,
      String identitySource,
      String issuer,
      List<String> audiences,
      List<String> scopes)
      implements Authorization {
    public Jwt {
      audiences = List.copyOf(audiences);
      scopes = List.copyOf(scopes);
    }
  }

  /**
   * What a Lambda function says of the request.
   *
   * @param name of the authorizer
   * @param function its name or ARN, perhaps with {@code ${stageVariables.NAME}}
   * @param version of the event's form
   * @param simple whether it answers {@code isAuthorized}, instead of with a policy
   * @param credentials as whom it is invoked: Stateway itself or a role
   * @param identitySources what must be in the request; answers are kept by their values
   * @param ttl how long an answer is kept; zero for not at all
   * @see <a
   *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-lambda-authorizer.html">Lambda
   *     authorizers for HTTP APIs</a>
   */
  record Lambda(
      String name,
      ParameterMapping function,
      PayloadFormat version,
      boolean simple,
      Credentials credentials,
      List<ParameterMapping> identitySources,
      Duration ttl)
      implements Authorization {
    public Lambda {
      identitySources = List.copyOf(identitySources);
    }
  }

  /** A key that this header carries. */
  record ApiKey(String header) implements Authorization {}
}
