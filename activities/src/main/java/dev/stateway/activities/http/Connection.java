package dev.stateway.activities.http;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * How an endpoint is authorized to be called, under a name that tasks give.
 *
 * @param name what follows {@code connection/} in the ARN
 * @param id what follows the name in it; absent where that does not matter
 * @param authorization what is added to prove who calls
 * @param invocation added to each call
 * @see <a
 *     href="https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-target-connection.html">EventBridge
 *     connections</a>
 */
public record Connection(
    String name, @Nullable String id, Authorization authorization, HttpParameters invocation) {
  /** One whose id does not matter. */
  public Connection(String name, Authorization authorization, HttpParameters invocation) {
    this(name, null, authorization, invocation);
  }

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

    /** None any more: it was taken away, and nothing can be called until there is another. */
    record Removed() implements Authorization {}
  }
}
