package dev.stateway.api.gateway.route;

/**
 * As whom a route calls what it is integrated with ({@code credentials}), or its authorizer is
 * asked ({@code authorizerCredentials}).
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-integrations-integrationid.html">CredentialsArn</a>
 */
public sealed interface Credentials {
  /** The text that stands for who calls the route. */
  String CALLER = "arn:aws:iam::*:user/*";

  /** As Stateway itself. */
  record Own() implements Credentials {}

  /** As who calls the route. */
  record Caller() implements Credentials {}

  /** As a role: of {@code identities.yaml}, or else of AWS. */
  record Role(String arn) implements Credentials {}
}
