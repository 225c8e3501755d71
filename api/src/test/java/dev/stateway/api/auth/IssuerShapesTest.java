package dev.stateway.api.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stateway.api.auth.identity.IdentityStore;
import dev.stateway.api.auth.jwt.JwtVerifiers;
import dev.stateway.api.auth.sigv4.AccessKeys;
import dev.stateway.api.error.AwsError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.test.StepVerifier;

/** Tokens in the shapes of well-known issuers, of an issuer that is not our own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class IssuerShapesTest {
  private static final String ACCOUNT = "111111111111";
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final String ISSUER =
      """
        - issuer: NAME
          audiences: [reports]
          roles:
            - {claim: realm_access.roles, value: "report-*", role: starter}
            - {claim: roles, value: Report.Start, role: starter}
          groups:
            - {claim: groups, value: operators, group: operators}
            - {claim: groups, value: "0f14d0ab-*", group: operators}
            - {claim: "cognito:groups", value: operators, group: operators}
            - {claim: "https://example.com/roles", value: operator, group: operators}
            - {claim: permissions, value: "read:reports", group: readers}
            - {claim: resource_access.stateway.roles, value: approver, group: readers}
            - {claim: resource_access.my.app.roles, value: approver, group: operators}
            - {claim: hd, value: example.com, group: readers}
      """;
  private static final List<String> ISSUERS =
      List.of("okta", "keycloak", "entra-v1", "entra-v2", "cognito", "auth0", "google");

  private final MockIssuers server;
  private final JwtVerifiers verifiers = new JwtVerifiers(Clock.systemUTC());
  private final RequestAuthenticator authenticator;

  IssuerShapesTest(@TempDir Path folder) throws IOException {
    server = MockIssuers.start();
    var identities = new StringBuilder();
    identities.append(
        """
        groups:
          operators: {policies: []}
          readers: {policies: []}
        roles:
          starter:
            trust:
              Version: "2012-10-17"
              Statement: {Effect: Allow, Action: "sts:AssumeRoleWithWebIdentity", Principal: {Federated: "*"}}
        issuers:
        """);
    ISSUERS.forEach(name -> identities.append(ISSUER.replace("NAME", server.issuer(name))));
    var file = Files.writeString(folder.resolve("identities.yaml"), identities);
    var sealer = new Sealer(new SecretKeySpec(new byte[32], "AES"), Sealer.IDENTITIES);
    authenticator =
        new RequestAuthenticator(
            new IdentityStore(file, ACCOUNT, Map.of(), sealer),
            (_, _, _) -> new AccessKeys.Lookup.Unknown(),
            verifiers,
            Clock.systemUTC());
  }

  @AfterAll
  void stop() {
    server.close();
    verifiers.close();
  }

  private String issued(IssuerToken token) {
    return server.token(token.issuer(), token.type(), token.audience(), token.claims());
  }

  private static IncomingRequest bearing(String token) {
    return new IncomingRequest(
        "GET", "/", "", Map.of("authorization", List.of("Bearer " + token)), "", true, "");
  }

  @ParameterizedTest
  @MethodSource("dev.stateway.api.auth.IssuerToken#ofWellKnownIssuers")
  void claimsBecomeRolesAndGroups(IssuerToken token) {
    StepVerifier.create(
            authenticator.authenticate(bearing(issued(token)), Authenticator.EXECUTE_API))
        .assertNext(principal -> {
          var isRole = principal.type() == Principal.Type.ASSUMED_ROLE;
          var role = principal.principalArn().replaceFirst(".*/", "");
          assertThat(isRole ? List.of(role) : principal.groups()).isEqualTo(token.who());
          assertThat(principal.name()).isEqualTo("ada");
          assertThat(principal.claims())
              .containsEntry(
                  server.issuer(token.issuer()).replace("http://", "") + ":scope", token.scopes());
        })
        .expectComplete()
        .verify(LONG);
  }

  @Test
  void tokensForOtherClientsAreRefused() {
    Stream.of(
            new IssuerToken(
                "cognito", "JWT", List.of(), Map.of("client_id", "other"), List.of(), List.of()),
            new IssuerToken(
                "cognito",
                "JWT",
                List.of("other"),
                Map.of("client_id", "reports"),
                List.of(),
                List.of()),
            new IssuerToken(
                "google", "JWT", List.of("other"), Map.of("azp", "reports"), List.of(), List.of()),
            new IssuerToken("keycloak", "JWT", List.of("account"), Map.of(), List.of(), List.of()))
        .forEach(token ->
            StepVerifier.create(
                    authenticator.authenticate(bearing(issued(token)), Authenticator.EXECUTE_API))
                .expectErrorSatisfies(refused ->
                    assertThat(refused)
                        .isInstanceOfSatisfying(
                            AwsError.class,
                            error ->
                                assertThat(error.text()).contains("not have a valid audience")))
                .verify(LONG));
  }
}
