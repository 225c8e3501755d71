package dev.stateway.api.auth.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stateway.api.auth.IncomingRequest;
import dev.stateway.api.auth.Principal;
import dev.stateway.api.auth.Sealer;
import dev.stateway.api.auth.policy.PolicyDocument;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdentityStoreTest {
  private static final Sealer SEALER =
      new Sealer(new SecretKeySpec(new byte[32], "AES"), Sealer.IDENTITIES);

  private static final String GOOD =
      """
      policies:
        reader:
          Version: "2012-10-17"
          Statement: {Effect: Allow, Action: "states:Describe*", Resource: "*"}
      groups:
        developers: {policies: [reader]}
      users:
        ada:
          groups: [developers]
          policies:
            - Version: "2012-10-17"
              Statement:
                - {Effect: Allow, Action: "states:StartExecution", Resource: "*"}
          tags: {team: red}
          accessKeys:
            - {id: AKIAADA, secret: "env:ADA"}
            - {id: AKIAOLD, secret: "file:ada.secret", expires: 2026-01-01T00:00:00Z}
          apiKeys:
            - {name: laptop, key: "sha256:%s"}
      roles:
        starter:
          trust:
            Version: "2012-10-17"
            Statement:
              - Effect: Allow
                Action: sts:AssumeRole
                Principal: {AWS: "arn:aws:iam::111111111111:user/ada"}
          policies: [reader]
          tags: {team: blue}
          maxSessionSeconds: 7200
      issuers:
        - issuer: https://login.example.com/
          audiences: [stateway]
          algorithms: [RS256, ES256]
          clockSkewSeconds: 30
          roles:
            - {claim: realm_access.roles, value: "start*", role: starter}
          groups:
            - {claim: groups, value: "*", group: developers}
      resourcePolicies:
        - resource: "arn:aws:states:*:*:stateMachine:secret-*"
          policy:
            Version: "2012-10-17"
            Statement: {Effect: Deny, Principal: "*", Action: "*", Resource: "*"}
      awsPrincipals:
        - {arn: "arn:aws:sts::999999999999:assumed-role/Deployer/*", role: starter}
      regions: [us-east-1]
      """
          .formatted(IncomingRequest.sha256("key".getBytes(StandardCharsets.UTF_8)));

  @TempDir private Path folder;

  private IdentityStore store(String text) throws IOException {
    Files.writeString(folder.resolve("ada.secret"), "from a file\n");
    var file = Files.writeString(folder.resolve("identities.yaml"), text);
    return new IdentityStore(file, "111111111111", Map.of("ADA", "from outside"), SEALER);
  }

  private static Identities.User ada(IdentityStore store) {
    return Objects.requireNonNull(store.current().users().get("ada"));
  }

  private static Identities.AccessKey key(IdentityStore store, String id) {
    return Objects.requireNonNull(store.current().accessKeys().get(id));
  }

  @Test
  void readsEverything() throws IOException {
    var store = store(GOOD);
    var identities = store.current();
    var ada = ada(store);
    assertThat(ada.arn()).isEqualTo("arn:aws:iam::111111111111:user/ada");
    assertThat(ada.tags()).containsEntry("team", "red");
    assertThat(key(store, "AKIAADA").secret().text()).isEqualTo("from outside");
    assertThat(key(store, "AKIAOLD").secret().text()).isEqualTo("from a file");
    assertThat(key(store, "AKIAOLD").expires()).isEqualTo(Instant.parse("2026-01-01T00:00:00Z"));
    var role =
        Objects.requireNonNull(identities.roles().get("arn:aws:iam::111111111111:role/starter"));
    assertThat(role.longestSession()).isEqualTo(Duration.ofHours(2));
    var issuer = Objects.requireNonNull(identities.issuers().get("https://login.example.com/"));
    assertThat(issuer.keyPrefix()).isEqualTo("login.example.com:");
    assertThat(issuer.providerArn())
        .isEqualTo("arn:aws:iam::111111111111:oidc-provider/login.example.com");
    assertThat(issuer.jwt().timing().skew()).isEqualTo(Duration.ofSeconds(30));
    assertThat(identities.regions()).containsExactly("us-east-1");
    assertThat(identities.awsPrincipals().getFirst().role()).isEqualTo(role.arn());
  }

  @Test
  void givesTheirPolicies() throws IOException {
    var store = store(GOOD);
    var ada = Principals.user(ada(store), null);
    assertThat(ada.type()).isEqualTo(Principal.Type.USER);
    assertThat(store.identityPolicies(ada))
        .extracting(PolicyDocument::name)
        .containsExactly("policy 1 of ada", "reader");
    assertThat(store.resourcePolicies("arn:aws:states:x:1:stateMachine:secret-a")).hasSize(1);
    assertThat(store.resourcePolicies("arn:aws:states:x:1:stateMachine:open")).isEmpty();
  }

  @Test
  void knowsApiKeysByTheirHash() throws IOException {
    var store = store(GOOD);
    assertThat(store.userOfApiKey("key", Instant.now())).isPresent();
    assertThat(store.userOfApiKey("other", Instant.now())).isEmpty();
  }

  @Test
  void tellsEverythingThatIsWrongWithItsLine() {
    var text =
        """
        users:
          ada:
            groups: [nobody]
            policies: [reader]
            pollicies: []
            accessKeys:
              - {id: "A B", secret: plain}
              - {id: AKIAX, secret: "env:NONE"}
              - {id: AKIAY, secret: "file:none"}
              - {id: AKIAZ, secret: "sealed:AAAA", expires: tomorrow}
            apiKeys: [{name: a, key: "sha256:12"}]
        roles:
          starter:
            trust: {Statement: {Effect: Allow, Action: "sts:AssumeRole"}}
            maxSessionSeconds: 5
        issuers:
          - issuer: nowhere
            algorithms: [HS256]
            roles: [{claim: a, value: b, role: none}]
        resourcePolicies: [{resource: "*"}]
        """;
    assertThatThrownBy(() -> store(text))
        .isInstanceOfSatisfying(
            IdentitiesException.class,
            wrong ->
                assertThat(wrong.problems())
                    .extracting(problem -> problem.replaceFirst("^.*/identities.yaml:", ""))
                    .containsExactlyInAnyOrder(
                        "3: users.ada.groups: there is no group nobody",
                        "4: users.ada.policies.0: there is no policy reader",
                        "5: users.ada.pollicies: there is no such setting",
                        "7: users.ada.accessKeys.0.id: may have 3 to 128 letters, digits and _",
                        "7: users.ada.accessKeys.0.secret: must refer to the secret: env:NAME,"
                            + " file:PATH or sealed:TEXT",
                        "8: users.ada.accessKeys.1.secret: the environment variable NONE is not"
                            + " set",
                        "9: users.ada.accessKeys.2.secret: the file none cannot be read",
                        "10: users.ada.accessKeys.3.secret: was not sealed by this server",
                        "10: users.ada.accessKeys.3.expires: must be a time like"
                            + " 2026-01-31T12:00:00Z",
                        "11: users.ada.apiKeys.0.key: sha256: must be followed by 64 lower-case"
                            + " hexadecimal digits",
                        "14: trust policy of starter: a statement must have Principal or"
                            + " NotPrincipal",
                        "15: roles.starter.maxSessionSeconds: must be a number from 900 to 43200",
                        "17: issuers.0.issuer: must be a URL",
                        "18: issuers.0.algorithms: HS256 is not one of RS256, RS384, RS512, PS256,"
                            + " PS384, PS512, ES256, ES384, ES512",
                        "17: issuers.0: has no 'audiences': tokens for anybody else would be taken",
                        "19: issuers.0.roles.0.role: there is no role none",
                        "20: resourcePolicies.0: has no 'policy'"));
  }

  @Test
  void refusesWhatIsNoYaml() {
    assertThatThrownBy(() -> store("users: [")).hasMessageContaining("identities.yaml:1: not YAML");
  }

  private void touch(String name, String text, int second) throws IOException {
    var file = Files.writeString(folder.resolve(name), text);
    Files.setLastModifiedTime(
        file, FileTime.from(Instant.parse("2030-01-01T00:00:00Z").plusSeconds(second)));
  }

  @Test
  void readsTheFileAgainWhenItChanges() throws IOException {
    var store = store(GOOD);
    assertThat(store.reloadIfChanged()).isFalse();
    touch("identities.yaml", GOOD.replace("team: red", "team: green"), 1);
    assertThat(store.reloadIfChanged()).isTrue();
    assertThat(ada(store).tags()).containsEntry("team", "green");
    touch("ada.secret", "another", 2);
    assertThat(store.reloadIfChanged()).isTrue();
    assertThat(key(store, "AKIAOLD").secret().text()).isEqualTo("another");
  }

  @Test
  void keepsWhatItHasWhileTheFileIsWrong() throws IOException {
    var store = store(GOOD);
    touch("identities.yaml", "users: {ada: {groups: [nobody]}}", 1);
    assertThat(store.reloadIfChanged()).isFalse();
    assertThat(ada(store).tags()).containsEntry("team", "red");
    Files.delete(folder.resolve("identities.yaml"));
    assertThat(store.reloadIfChanged()).isFalse();
    assertThat(store.current().users()).containsKey("ada");
    touch("identities.yaml", GOOD, 2);
    assertThat(store.reloadIfChanged()).isTrue();
  }

  @Test
  void secretsAreNeverShown() throws IOException {
    assertThat(store(GOOD).current().toString()).doesNotContain("from outside", "from a file");
  }

  @Test
  void theFirstStartMakesAnAdministrator() throws IOException {
    var file = folder.resolve("identities.yaml");
    FirstAdministrator.makeIfFirst(file, SEALER);
    var keys = folder.resolve(FirstAdministrator.KEYS);
    for (var made : new Path[] {file, keys}) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(made)))
          .isEqualTo("rw-------");
    }
    var store = new IdentityStore(file, "111111111111", Map.of(), SEALER);
    var lines = Files.readAllLines(keys);
    var key = key(store, lines.getFirst().replace("AWS_ACCESS_KEY_ID=", ""));
    assertThat(lines.get(1)).isEqualTo("AWS_SECRET_ACCESS_KEY=" + key.secret().text());
    assertThat(store.userOfApiKey(lines.get(2).replace("STATEWAY_API_KEY=", ""), Instant.now()))
        .isPresent();
    assertThat(Files.readString(file)).doesNotContain(key.secret().text());
    var before = Files.readString(file);
    FirstAdministrator.makeIfFirst(file, SEALER);
    assertThat(Files.readString(file)).isEqualTo(before);
  }
}
