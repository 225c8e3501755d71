package dev.stateway.api.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stateway.api.testing.StatewayServer;
import dev.stateway.api.testing.TemporalServer;
import dev.stateway.api.testing.WithStateway;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.ConnectionAuthorizationType;
import software.amazon.awssdk.services.eventbridge.model.ConnectionHeaderParameter;
import software.amazon.awssdk.services.eventbridge.model.ConnectionState;
import software.amazon.awssdk.services.eventbridge.model.CreateConnectionRequest;
import software.amazon.awssdk.services.eventbridge.model.EventBridgeException;
import software.amazon.awssdk.services.eventbridge.model.LimitExceededException;
import software.amazon.awssdk.services.eventbridge.model.ResourceNotFoundException;

/** What becomes of connections, what is refused, and who may use them. */
@WithStateway
class ConnectionStatesIT {
  private final TemporalServer temporal;

  private ConnectionsServer here;
  private EventBridgeClient events;

  ConnectionStatesIT(TemporalServer temporal) {
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

  private String create(String name, Consumer<CreateConnectionRequest.Builder> more) {
    return events
        .createConnection(r -> {
          r.name(name)
              .authorizationType(ConnectionAuthorizationType.BASIC)
              .authParameters(
                  p -> p.basicAuthParameters(b -> b.username("ali").password("sesame")));
          more.accept(r);
        })
        .connectionArn();
  }

  private String create(String name) {
    return create(name, _ -> {});
  }

  @Test
  void whatIsDeauthorizedCallsNothingUntilItIsAuthorizedAgain() {
    var arn = create("shop");
    create("other");

    var answer = events.deauthorizeConnection(r -> r.name("shop"));

    assertThat(answer.connectionArn()).isEqualTo(arn);
    assertThat(answer.connectionState()).isEqualTo(ConnectionState.DEAUTHORIZING);
    var shown = events.describeConnection(r -> r.name("shop"));
    assertThat(shown.connectionState()).isEqualTo(ConnectionState.DEAUTHORIZED);
    assertThat(shown.authorizationType()).isEqualTo(ConnectionAuthorizationType.BASIC);
    assertThat(shown.authParameters().basicAuthParameters()).isNull();
    assertThat(shown.lastAuthorizedTime()).isNull();
    assertThat(
            events
                .listConnections(r -> r.connectionState(ConnectionState.DEAUTHORIZED))
                .connections())
        .extracting(c -> c.name())
        .containsExactly("shop");
    var refused = here.ended(StatewayServer.ROLE, arn);
    assertThat(refused.error()).isEqualTo("Events.ConnectionResource.InvalidConnectionState");
    assertThat(here.web().asked()).isEmpty();

    events.updateConnection(r -> r.name("shop").description("closed"));
    assertThatThrownBy(() ->
            events.updateConnection(r ->
                r.name("shop").authParameters(p -> p.basicAuthParameters(b -> b.username("ali")))))
        .hasMessageContaining("AuthParameters.BasicAuthParameters.Password is required");
    events.updateConnection(r ->
        r.name("shop")
            .authParameters(p -> p.basicAuthParameters(b -> b.username("ali").password("s2"))));

    here.call(arn);
    assertThat(here.web().asked().getFirst().headers())
        .containsEntry("Authorization", "Basic YWxpOnMy");
    assertThat(events.describeConnection(r -> r.name("shop")).connectionState())
        .isEqualTo(ConnectionState.AUTHORIZED);
    assertThatThrownBy(() -> events.deauthorizeConnection(r -> r.name("none")))
        .isInstanceOf(ResourceNotFoundException.class);
  }

  @Test
  void namesTheSecretAsAwsDoes() {
    var arn = create("shop");
    var id = arn.substring(arn.lastIndexOf('/') + 1);

    assertThat(events.describeConnection(r -> r.name("shop")).secretArn())
        .matches(
            "arn:aws:secretsmanager:us-east-1:\\d{12}:secret:events!connection/shop/"
                + id
                + "-[0-9a-f]{6}");
  }

  @Test
  void onlySoManyConnectionsCanBe() {
    IntStream.range(0, ConnectionsServer.LIMIT).forEach(n -> create("c-" + n));

    assertThatThrownBy(() -> create("more")).isInstanceOf(LimitExceededException.class);
    events.deleteConnection(r -> r.name("c-0"));
    create("more");
  }

  @Test
  void refusesWhatItDoesNotKeep() {
    refused(
        r -> r.kmsKeyIdentifier("alias/mine"), "A key of KMS for a connection is not supported");
    refused(
        r ->
            r.invocationConnectivityParameters(c ->
                c.resourceParameters(p -> p.resourceConfigurationArn("arn:aws:vpc-lattice:::r"))),
        "A connection to private endpoints is not supported");
    create("plain", r -> r.kmsKeyIdentifier(""));
  }

  @Test
  void tellsAllThatIsWrongInAwsWords() {
    refused(
        r ->
            r.name("no/name")
                .description("d".repeat(513))
                .authParameters(p ->
                    p.basicAuthParameters(b -> b.username("a:b").password("sesame"))
                        .invocationHttpParameters(h ->
                            h.headerParameters(
                                ConnectionHeaderParameter.builder()
                                    .key("no header")
                                    .value("v")
                                    .build()))),
        "4 validation errors detected: Value 'no/name' at 'name' failed to satisfy constraint:"
            + " Member must satisfy regular expression pattern: [\\.\\-_A-Za-z0-9]+; Value 'ddd",
        "at 'description' failed to satisfy constraint: Member must have length less than or equal"
            + " to 512; Value 'a:b' at 'authParameters.basicAuthParameters.username' failed to",
        "Value 'no header' at"
            + " 'authParameters.invocationHttpParameters.headerParameters.1.member.key' failed to");
  }

  private void refused(Consumer<CreateConnectionRequest.Builder> request, String... texts) {
    assertThatThrownBy(() -> create("refused", request))
        .isInstanceOf(EventBridgeException.class)
        .hasMessageContainingAll(texts);
  }

  @Test
  void aRoleUsesTheConnectionsThatItMay() {
    var allowed = create("shop");
    var denied = create("hidden");
    var role = "arn:aws:iam::" + StatewayServer.ACCOUNT + ":role/caller";

    assertThat(here.ended(role, allowed).statusAsString()).isEqualTo("SUCCEEDED");
    // Whatever the region, account and id that the task gives.
    for (var arn :
        new String[] {denied, "arn:aws:events:eu-west-1:999999999999:connection/hidden"}) {
      var ended = here.ended(role, arn);
      assertThat(ended.error()).isEqualTo("Events.ConnectionResource.AccessDenied");
      assertThat(ended.cause())
          .contains("not authorized to perform: events:RetrieveConnectionCredentials", denied);
    }
    assertThat(here.web().asked()).hasSize(1);
  }
}
