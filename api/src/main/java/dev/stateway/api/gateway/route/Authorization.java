package dev.stateway.api.gateway.route;

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

  /**
   * {@code AWS_IAM}: signed requests whose principal may {@code execute-api:Invoke} the route.
   *
   * @param asCaller whether the caller must also be allowed what the route does for them ({@code
   *     credentials: arn:aws:iam::*:user/*})
   */
  record Iam(boolean asCaller) implements Authorization {}

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

  /** A key that this header carries. */
  record ApiKey(String header) implements Authorization {}
}
