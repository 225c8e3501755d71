package dev.stateway.activities.http;

import dev.stateway.activities.aws.SdkJson;
import dev.stateway.activities.http.Connection.Authorization;
import dev.stateway.activities.http.HttpCalls.Call;
import dev.stateway.translator.JsonText;
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
      Pattern.compile("arn:[^:]+:events:[^:]*:[^:]*:connection/([\\w.-]+)(?:/.*)?");
  private static final Duration MARGIN = Duration.ofSeconds(60);
  private static final long DEFAULT_LIFE_SECONDS = 300;

  private final Map<String, Connection> byName = new LinkedHashMap<>();
  private final ConnectionStore store;
  // By what the token was got with: a connection that is changed gets another one.
  private final ConcurrentMap<Authorization.OAuth, Token> tokens = new ConcurrentHashMap<>();
  private final HttpCalls calls;
  private final Clock clock = Clock.systemUTC();

  Connections(Collection<Connection> connections, ConnectionStore store, HttpCalls calls) {
    connections.forEach(connection -> byName.put(connection.name(), connection));
    this.store = store;
    this.calls = calls;
  }

  /**
   * The connection of this ARN.
   *
   * @throws dev.stateway.workflows.task.TaskFailedException there is none
   */
  Connection of(String arn) {
    var matcher = ARN.matcher(arn);
    if (matcher.matches()) {
      var name = matcher.group(1);
      var connection = Optional.ofNullable(byName.get(name)).or(() -> store.find(name));
      if (connection.isPresent()) {
        return connection.get();
      }
    }
    throw Endpoint.invalid(
        "There is no connection '"
            + arn
            + "': create it with CreateConnection, or name it in 'connections' of the file that"
            + " STATEWAY_FUNCTIONS names");
  }

  /** The headers that prove who calls. */
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
    var form = new LinkedHashMap<String, List<String>>();
    form.put("grant_type", List.of("client_credentials"));
    form.put("client_id", List.of(oauth.clientId()));
    form.put("client_secret", List.of(oauth.clientSecret().value()));
    Endpoint.put(oauth.more().body(), form);
    var headers = new LinkedHashMap<String, List<String>>();
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
    var token = Optional.of(answer).filter(a -> a.isSuccess()).map(a -> read(a.body()));
    return token.orElseThrow(() ->
        new IOException(
            "The token endpoint "
                + oauth.tokenEndpoint()
                + " gave no access_token, but the status "
                + answer.status()));
  }

  private Token read(SdkBytes body) {
    try {
      var answer = JsonText.parse(SdkJson.text(body));
      var life = Duration.ofSeconds(answer.path("expires_in").asLong(DEFAULT_LIFE_SECONDS));
      return new Token(
          answer.path("access_token").stringValue(), clock.instant().plus(life).minus(MARGIN));
    } catch (JacksonException e) {
      throw new IllegalStateException("The token endpoint's answer has no access_token", e);
    }
  }

  private record Token(String text, Instant expires) {
    @Override
    public String toString() {
      return "(token)";
    }
  }
}
