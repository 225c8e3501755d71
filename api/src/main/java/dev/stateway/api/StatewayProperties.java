package dev.stateway.api;

import java.net.URI;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * What this server is told by its environment.
 *
 * @param host address to bind to ({@code STATEWAY_HOST})
 * @param port port of everything it serves ({@code STATEWAY_PORT})
 * @param data folder of what it keeps ({@code STATEWAY_DATA})
 * @param account AWS account it answers as ({@code STATEWAY_ACCOUNT})
 * @param region AWS region it answers as ({@code AWS_REGION})
 * @param taskQueue Temporal task queue of executions
 * @param functions file of local functions and container tasks ({@code STATEWAY_FUNCTIONS})
 * @param apis folder of OpenAPI files ({@code STATEWAY_APIS})
 * @param identities file of users, roles, issuers and policies, unset for the one in the data
 *     folder ({@code STATEWAY_IDENTITIES})
 * @param serverId what presigned AWS requests must name that are sent to this server ({@code
 *     STATEWAY_SERVER_ID})
 * @param awsIdentityEndpoint what is asked instead of AWS who an AWS principal is, for tests alone
 * @param allowPlaintext whether other machines may be served without TLS ({@code
 *     STATEWAY_ALLOW_PLAINTEXT})
 * @param endpointUrl where tasks find AWS, unset for AWS itself ({@code AWS_ENDPOINT_URL})
 * @param databaseUrl {@code postgresql://user:password@host:port/database}, unset for a file in the
 *     data folder ({@code STATEWAY_DATABASE_URL})
 * @param publicUrl where people reach this server, unset for its own address ({@code
 *     STATEWAY_PUBLIC_URL})
 * @param smtp {@code smtp://user:password@host:port} that e-mail goes by, unset for none ({@code
 *     STATEWAY_SMTP})
 * @param mailFrom whom e-mail is from ({@code STATEWAY_MAIL_FROM})
 * @param temporal where Temporal is
 */
@ConfigurationProperties("stateway")
public record StatewayProperties(
    String host,
    int port,
    Path data,
    String account,
    String region,
    String taskQueue,
    @Nullable Path functions,
    @Nullable Path apis,
    @Nullable Path identities,
    String serverId,
    @Nullable URI awsIdentityEndpoint,
    boolean allowPlaintext,
    @Nullable URI endpointUrl,
    @Nullable URI databaseUrl,
    @Nullable URI publicUrl,
    @Nullable URI smtp,
    String mailFrom,
    Temporal temporal) {
  private static final Pattern ACCOUNT = Pattern.compile("\\d{12}");

  public StatewayProperties {
    if (!ACCOUNT.matcher(account).matches()) {
      throw new IllegalArgumentException(
          "STATEWAY_ACCOUNT=" + account + " is not an account id (12 digits)");
    }
    functions = blankAsAbsent(functions);
    apis = blankAsAbsent(apis);
    identities = blankAsAbsent(identities);
    endpointUrl = blankAsAbsent(endpointUrl);
    databaseUrl = blankAsAbsent(databaseUrl);
    publicUrl = blankAsAbsent(publicUrl);
    smtp = blankAsAbsent(smtp);
    if (publicUrl != null && !String.valueOf(publicUrl.getScheme()).matches("https?")) {
      throw new IllegalArgumentException(
          "STATEWAY_PUBLIC_URL=" + publicUrl + " is no HTTP or HTTPS URL");
    }
    if (endpointUrl != null && endpointUrl.getPort() == port && isThisMachine(endpointUrl, host)) {
      throw new IllegalArgumentException(
          "AWS_ENDPOINT_URL=" + endpointUrl + " points at Stateway itself: tasks would call it");
    }
  }

  /** Where people reach this server. */
  public URI address() {
    return publicUrl == null
        ? URI.create("http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port)
        : publicUrl;
  }

  private static boolean isThisMachine(URI url, String ownHost) {
    var host = String.valueOf(url.getHost());
    return host.equals(ownHost)
        || Set.of("localhost", "127.0.0.1", "[::1]", "0.0.0.0").contains(host);
  }

  // An environment variable that is set to nothing is meant as one that is not set.
  private static <T> @Nullable T blankAsAbsent(@Nullable T value) {
    return value == null || value.toString().isBlank() ? null : value;
  }

  /**
   * Where Temporal is.
   *
   * @param address {@code host:port} of its frontend, or {@link #IN_JVM} ({@code TEMPORAL_ADDRESS})
   * @param namespace ({@code TEMPORAL_NAMESPACE})
   */
  public record Temporal(String address, String namespace) {
    /** Instead of an address: the server inside the JVM, which keeps nothing. */
    public static final String IN_JVM = "in-jvm";

    /** Whether the server inside the JVM is to be used. */
    public boolean inJvm() {
      return address.equals(IN_JVM);
    }
  }
}
