package dev.stateway.api.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stateway.api.testing.TemporalServer;
import dev.stateway.api.testing.WithStateway;
import dev.stateway.translator.JsonText;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.r2dbc.core.DatabaseClient;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.ConnectionAuthorizationType;
import software.amazon.awssdk.services.eventbridge.model.ConnectionBodyParameter;
import software.amazon.awssdk.services.eventbridge.model.ConnectionHeaderParameter;
import software.amazon.awssdk.services.eventbridge.model.ConnectionQueryStringParameter;
import software.amazon.awssdk.services.eventbridge.model.ConnectionState;
import software.amazon.awssdk.services.eventbridge.model.EventBridgeException;
import software.amazon.awssdk.services.eventbridge.model.ResourceAlreadyExistsException;
import software.amazon.awssdk.services.eventbridge.model.ResourceNotFoundException;

/** Connections, managed by an AWS client, and the HTTP tasks that call with them. */
@WithStateway
class ConnectionsIT {
  private final TemporalServer temporal;

  private ConnectionsServer here;
  private EventBridgeClient events;

  ConnectionsIT(TemporalServer temporal) {
    this.temporal = temporal;
  }

  @BeforeEach
  void start(@TempDir Path folder) throws Exception {
    here = new ConnectionsServer(temporal, folder);
    events = here.client("test");
  }

  @AfterEach
  void stop() {
    events.close();
    here.close();
  }

  private String apiKey(String name, String key) {
    return events
        .createConnection(r ->
            r.name(name)
                .description("for tests")
                .authorizationType(ConnectionAuthorizationType.API_KEY)
                .authParameters(p ->
                    p.apiKeyAuthParameters(k -> k.apiKeyName("X-Key").apiKeyValue(key))
                        .invocationHttpParameters(h ->
                            h.headerParameters(
                                    ConnectionHeaderParameter.builder()
                                        .key("X-Tenant")
                                        .value("acme")
                                        .build())
                                .queryStringParameters(
                                    ConnectionQueryStringParameter.builder()
                                        .key("v")
                                        .value("2")
                                        .build())
                                .bodyParameters(body("pin", "1234", true)))))
        .connectionArn();
  }

  private static ConnectionBodyParameter body(String key, String value, boolean secret) {
    return ConnectionBodyParameter.builder().key(key).value(value).isValueSecret(secret).build();
  }

  @Test
  void callsWithWhatTheConnectionAdds() {
    var arn = apiKey("shop", "k-1");

    var result = here.call(arn);

    assertThat(arn).matches("arn:aws:events:us-east-1:\\d{12}:connection/shop/[0-9a-f-]{36}");
    assertThat(result.path("StatusCode").intValue()).isEqualTo(200);
    var request = here.web().asked().getFirst();
    assertThat(request.uri()).isEqualTo("/call?v=2");
    assertThat(request.headers()).containsEntry("X-key", "k-1").containsEntry("X-tenant", "acme");
    assertThat(JsonText.parse(request.body()))
        .isEqualTo(JsonText.parse("{\"n\":1,\"pin\":\"1234\"}"));
  }

  @Test
  void showsNoSecretAndKeepsNoneInTheClear() {
    apiKey("shop", "k-very-secret");

    var shown = events.describeConnection(r -> r.name("shop"));

    assertThat(shown.description()).isEqualTo("for tests");
    assertThat(shown.connectionState()).isEqualTo(ConnectionState.AUTHORIZED);
    assertThat(shown.authParameters().apiKeyAuthParameters().apiKeyName()).isEqualTo("X-Key");
    var http = shown.authParameters().invocationHttpParameters();
    assertThat(http.headerParameters().getFirst().value()).isEqualTo("acme");
    assertThat(http.bodyParameters().getFirst().value()).isNull();
    assertThat(shown.toString()).doesNotContain("k-very-secret", "1234");
    var row =
        here.server()
            .part(DatabaseClient.class)
            .sql("SELECT * FROM http_connection")
            .fetch()
            .one()
            .toFuture()
            .join();
    assertThat(String.valueOf(row)).contains("shop").doesNotContain("k-very-secret", "1234");
  }

  @Test
  void aChangedConnectionCountsAtOnce() {
    var arn = apiKey("shop", "k-1");
    events.updateConnection(
        r -> r.name("shop").authParameters(p -> p.apiKeyAuthParameters(k -> k.apiKeyValue("k-2"))));
    here.call(arn);
    events.updateConnection(r ->
        r.name("shop")
            .authorizationType(ConnectionAuthorizationType.BASIC)
            .authParameters(p -> p.basicAuthParameters(b -> b.username("ali").password("sesame"))));
    here.call(arn);

    assertThat(here.web().asked().getFirst().headers()).containsEntry("X-key", "k-2");
    assertThat(here.web().asked().getLast().headers())
        .containsEntry("Authorization", "Basic YWxpOnNlc2FtZQ==")
        .containsEntry("X-tenant", "acme")
        .doesNotContainKey("X-key");
    assertThat(events.describeConnection(r -> r.name("shop")).description()).isEqualTo("for tests");
  }

  @Test
  void fetchesOneTokenForManyCalls() {
    var arn =
        events
            .createConnection(r ->
                r.name("erp")
                    .authorizationType(ConnectionAuthorizationType.OAUTH_CLIENT_CREDENTIALS)
                    .authParameters(p ->
                        p.oAuthParameters(o ->
                            o.authorizationEndpoint(here.web().url("/token"))
                                .httpMethod("POST")
                                .clientParameters(c -> c.clientID("me").clientSecret("s"))
                                .oAuthHttpParameters(
                                    h -> h.bodyParameters(body("audience", "a", false))))))
            .connectionArn();

    here.call(arn);
    here.call(arn);

    assertThat(here.web().tokens()).isEqualTo(1);
    assertThat(here.web().asked().getFirst().body())
        .isEqualTo("grant_type=client_credentials&client_id=me&client_secret=s&audience=a");
    assertThat(here.web().asked().getLast().headers()).containsEntry("Authorization", "Bearer t-1");
  }

  @Test
  void listsInPages() {
    for (var name : List.of("a-1", "a-2", "a-3", "b-1")) {
      apiKey(name, "k");
    }

    var first = events.listConnections(r -> r.namePrefix("a-").limit(2));
    var second =
        events.listConnections(r -> r.namePrefix("a-").limit(2).nextToken(first.nextToken()));

    assertThat(first.connections()).extracting(c -> c.name()).containsExactly("a-1", "a-2");
    assertThat(second.connections()).extracting(c -> c.name()).containsExactly("a-3");
    assertThat(second.nextToken()).isNull();
    assertThat(events.listConnections(r -> r.limit(100)).connections()).hasSize(4);
    assertThat(
            events
                .listConnections(r -> r.connectionState(ConnectionState.DEAUTHORIZED))
                .connections())
        .isEmpty();
  }

  @Test
  void namesItsErrors() {
    apiKey("shop", "k");

    assertThatThrownBy(() -> apiKey("shop", "k"))
        .isInstanceOf(ResourceAlreadyExistsException.class);
    assertThat(events.deleteConnection(r -> r.name("shop")).connectionState())
        .isEqualTo(ConnectionState.DELETING);
    assertThatThrownBy(() -> events.describeConnection(r -> r.name("shop")))
        .isInstanceOf(ResourceNotFoundException.class)
        .hasMessageContaining("Connection 'shop' does not exist");
    assertThatThrownBy(() ->
            events.createConnection(r ->
                r.name("half")
                    .authorizationType(ConnectionAuthorizationType.BASIC)
                    .authParameters(p -> p.basicAuthParameters(b -> b.username("u")))))
        .hasMessageContaining("AuthParameters.BasicAuthParameters.Password is required");
    assertThatThrownBy(() -> events.describeConnection(r -> r.name("no/name")))
        .hasMessageContaining("at 'name' failed to satisfy constraint");
    assertThatThrownBy(() -> events.listRules(r -> r.limit(1)))
        .isInstanceOfSatisfying(
            EventBridgeException.class,
            e ->
                assertThat(e.awsErrorDetails().errorCode()).isEqualTo("UnknownOperationException"));
  }

  @Test
  void policiesDecideByAction() {
    apiKey("shown", "k");
    apiKey("hidden", "k");
    try (var clerk = here.client("clerk")) {
      assertThat(clerk.describeConnection(r -> r.name("shown")).name()).isEqualTo("shown");
      assertThatThrownBy(() -> clerk.describeConnection(r -> r.name("hidden")))
          .hasMessageContaining("events:DescribeConnection");
      assertThatThrownBy(() -> clerk.deleteConnection(r -> r.name("shown")))
          .isInstanceOfSatisfying(
              EventBridgeException.class,
              e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("AccessDeniedException"));
    }
  }
}
