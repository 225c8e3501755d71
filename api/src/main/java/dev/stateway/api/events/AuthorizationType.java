package dev.stateway.api.events;

/**
 * How a connection proves who calls, with the member of AuthParameters that says so.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_CreateConnection.html">AuthorizationType</a>
 */
enum AuthorizationType {
  API_KEY("ApiKeyAuthParameters"),
  BASIC("BasicAuthParameters"),
  OAUTH_CLIENT_CREDENTIALS("OAuthParameters");

  private final String member;

  AuthorizationType(String member) {
    this.member = member;
  }

  String member() {
    return member;
  }
}
