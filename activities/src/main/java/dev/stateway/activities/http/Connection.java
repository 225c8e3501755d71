package dev.stateway.activities.http;

import java.net.URI;

/**
 * How an endpoint is authorized to be called, under a name that tasks give.
 *
 * @param name what follows {@code connection/} in the ARN
 * @param authorization what is added to prove who calls
 * @param invocation added to each call
 * @see <a
 *     href="https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-target-connection.html">EventBridge
 *     connections</a>
 */
public record Connection(String name, Authorization authorization, HttpParameters invocation) {
  /** The kinds of authorization that EventBridge connections have. */
  public sealed interface Authorization {
    /** A header with a secret value. */
    record ApiKey(String header, Secret value) implements Authorization {}

    /** User name and password. */
    record Basic(String username, Secret password) implements Authorization {}

    /**
     * A token of the OAuth grant client_credentials.
     *
     * @param method of the call that fetches it
     * @param tokenEndpoint what is called
     * @param more what is added to that call
     */
    record OAuth(
        String method, URI tokenEndpoint, String clientId, Secret clientSecret, HttpParameters more)
        implements Authorization {}
  }
}
