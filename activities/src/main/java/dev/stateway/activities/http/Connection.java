package dev.stateway.activities.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How an endpoint is authorized to be called, under a name that tasks give.
 *
 * @param name what follows {@code connection/} in the ARN
 * @param authorization what is added to prove who calls
 * @param headers added to each call
 * @param query added to each call
 * @see <a
 *     href="https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-target-connection.html">EventBridge
 *     connections</a>
 */
public record Connection(
    String name,
    Authorization authorization,
    Map<String, String> headers,
    Map<String, String> query) {
  public Connection {
    headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
    query = Collections.unmodifiableMap(new LinkedHashMap<>(query));
  }

  /** The kinds of authorization that EventBridge connections have. */
  public sealed interface Authorization {
    /** A header with a secret value. */
    record ApiKey(String header, Secret value) implements Authorization {}

    /** User name and password. */
    record Basic(String username, Secret password) implements Authorization {}

    /** A token of the OAuth grant client_credentials. */
    record OAuth(URI tokenEndpoint, String clientId, Secret clientSecret, Optional<String> scope)
        implements Authorization {}
  }

  /**
   * A secret, read when it is used, so that a changed one counts at once; never part of any text.
   *
   * @param reference {@code env:NAME}, {@code file:PATH}, or the secret itself
   */
  public record Secret(String reference) {
    private static final String ENV = "env:";
    private static final String FILE = "file:";

    /**
     * The secret.
     *
     * @throws IllegalStateException the variable is not set
     * @throws UncheckedIOException the file cannot be read
     */
    String value() {
      if (reference.startsWith(ENV)) {
        var name = reference.substring(ENV.length());
        var value = System.getenv(name);
        if (value == null) {
          throw new IllegalStateException("The environment variable " + name + " is not set");
        }
        return value;
      }
      if (reference.startsWith(FILE)) {
        try {
          return Files.readString(Path.of(reference.substring(FILE.length()))).strip();
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
      return reference;
    }

    @Override
    public String toString() {
      return "(secret)";
    }
  }
}
