package dev.stateway.activities.http;

import dev.stateway.activities.TaskPermissions;
import dev.stateway.activities.TaskPermissions.Permission;
import dev.stateway.activities.aws.SdkJson;
import dev.stateway.activities.http.Connection.Authorization;
import dev.stateway.activities.http.HttpCalls.Answer;
import dev.stateway.activities.http.HttpCalls.Call;
import dev.stateway.translator.JsonText;
import dev.stateway.workflows.task.TaskFailedException;
import dev.stateway.workflows.task.TaskRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.regex.Pattern;
import software.amazon.awssdk.core.SdkBytes;
import tools.jackson.core.JacksonException;

/** The connections by name, and the tokens that those with OAuth have got. */
final class Connections {
  private static final Pattern ARN =
      Pattern.compile("arn:[^:]+:events:[^:]*:[^:]*:connection/([\\w.-]+)(?:/([\\w-]+))?");
  private static final Duration MARGIN = Duration.ofSeconds(60);
  private static final long DEFAULT_LIFE_SECONDS = 300;

  private final Map<String, Connection> byName = new LinkedHashMap<>();
  private final ConnectionStore store;
  // By what the token was got with: a connection that is changed gets another one.
  private final ConcurrentMap<Authorization.OAuth, Token> tokens = new ConcurrentHashMap<>();
  private final HttpCalls calls;
  private final AllowedHosts hosts;
  private final String prefix;
  private final TaskPermissions permissions;
  private final Clock clock = Clock.systemUTC();

  /**
   * The connections that tasks may name.
   *
   * @param prefix what their ARNs begin with, {@code arn:aws:events:REGION:ACCOUNT:connection/}
   */
  Connections(
      Collection<Connection> connections,
      ConnectionStore store,
      HttpCalls calls,
      AllowedHosts hosts,
      String prefix,
      TaskPermissions permissions) {
    this.prefix = prefix;
    this.permissions = permissions;
    connections.forEach(connection -> byName.put(connection.name(), connection));
    this.store = store;
    this.calls = calls;
    this.hosts = hosts;
  }

  /**
   * The connection of this ARN, of which its name counts.
   *
   * @throws TaskFailedException there is none, or the task may not use it
   * @see <a
   *     href="https://docs.aws.amazon.com/step-functions/latest/dg/call-https-apis.html#connect-http-task-errors">Connection
   *     errors</a>
   */
  Connection of(String arn, TaskRequest task) {
    var matcher = ARN.matcher(arn);
    if (matcher.matches()) {
      var name = matcher.group(1);
      var connection = Optional.ofNullable(byName.get(name)).or(() -> store.find(name));
      if (connection.isPresent()) {
        var ownId = connection.get().id();
        var id = ownId == null ? matcher.group(2) : ownId;
        permissions.require(task, use(prefix + name + (id == null ? "" : "/" + id)));
        return connection.get();
      }
    }
    throw failed(
        "ResourceNotFound",
        "There is no connection '"
            + arn
            + "': create it with CreateConnection, or name it in 'connections' of the file that"
            + " STATEWAY_FUNCTIONS names");
  }

  private static Permission use(String arn) {
    return new Permission(
        "events:RetrieveConnectionCredentials",
        arn,
        Map.of(),
        reason -> failed("AccessDenied", reason));
  }

  private static TaskFailedException failed(String error, String cause) {
    return new TaskFailedException("Events.ConnectionResource." + error, cause);
  }

  /**
   * The headers that prove who calls.
   *
   * @throws TaskFailedException there is nothing to prove it with
   */
  Map<String, String> headers(Connection connection) throws IOException, InterruptedException {
    return switch (connection.authorization()) {
      case Authorization.ApiKey(var header, var value) -> Map.of(header, value.value());
      case Authorization.Basic(var username, var password) -> {
        var pair = username + ":" + password.value();
        yield Map.of(
            "Authorization",
            "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)));
      }
      case Authorization.OAuth oauth -> Map.of("Authorization", "Bearer " + token(oauth));
      case Authorization.Removed _ ->
          throw failed(
              "InvalidConnectionState",
              "The connection '" + connection.name() + "' is DEAUTHORIZED");
    };
  }

  /** Forgets the token that an endpoint has refused; whether there was one. */
  boolean forget(Connection connection) {
    return connection.authorization() instanceof Authorization.OAuth oauth
        && tokens.remove(oauth) != null;
  }

  private String token(Authorization.OAuth oauth) throws IOException, InterruptedException {
    var known = tokens.get(oauth);
    if (known != null && known.expires().isAfter(clock.instant())) {
      return known.text();
    }
    // Those that nobody asks for any more would stay for ever.
    tokens.values().removeIf(token -> token.expires().isBefore(clock.instant()));
    var fetched = fetch(oauth);
    tokens.put(oauth, fetched);
    return fetched.text();
  }

  private Token fetch(Authorization.OAuth oauth) throws IOException, InterruptedException {
    // The client's secret goes there.
    Endpoint.requireTls("AuthorizationEndpoint", oauth.tokenEndpoint(), hosts);
    var form = new LinkedHashMap<String, List<String>>();
    form.put("grant_type", List.of("client_credentials"));
    form.put("client_id", List.of(oauth.clientId()));
    form.put("client_secret", List.of(oauth.clientSecret().value()));
    Endpoint.put(oauth.more().body(), form);
    var headers = TaskHeaders.none();
    Endpoint.put(oauth.more().headers(), headers);
    var query = new LinkedHashMap<String, List<String>>();
    Endpoint.put(oauth.more().query(), query);
    var inQuery = oauth.method().equals("GET");
    if (inQuery) {
      query.putAll(form);
    } else {
      headers.put("Content-Type", List.of("application/x-www-form-urlencoded"));
    }
    var answer =
        calls.call(
            new Call(
                oauth.method(),
                Endpoint.withQuery(oauth.tokenEndpoint(), query),
                headers,
                inQuery ? null : SdkBytes.fromUtf8String(Endpoint.query(form))));
    return read(answer)
        .orElseThrow(() ->
            failed(
                "InvalidConnectionState",
                "The token endpoint "
                    + oauth.tokenEndpoint()
                    + " gave no access_token, but the status "
                    + answer.status()));
  }

  private Optional<Token> read(Answer answer) {
    try {
      var body = JsonText.parse(SdkJson.text(answer.body()));
      if (answer.isSuccess() && body.path("access_token").isString()) {
        var life = Duration.ofSeconds(body.path("expires_in").asLong(DEFAULT_LIFE_SECONDS));
        return Optional.of(
            new Token(
                body.path("access_token").stringValue(), clock.instant().plus(life).minus(MARGIN)));
      }
    } catch (JacksonException _) {
      // No token, as if it were JSON without one.
    }
    return Optional.empty();
  }

  private record Token(String text, Instant expires) {
    @Override
    public String toString() {
      return "(token)";
    }
  }
}
