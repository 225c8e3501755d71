package dev.stateway.api.auth.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stateway.api.auth.Sealer;
import dev.stateway.api.auth.identity.Identities.Issuer;
import dev.stateway.api.auth.identity.Identities.Login;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How people sign in at an issuer, as the file says it. */
class IssuerLoginSettingsTest {
  private static final Sealer SEALER =
      new Sealer(new SecretKeySpec(new byte[32], "AES"), Sealer.IDENTITIES);

  @TempDir private Path folder;

  private Issuer issuer(String login) throws IOException {
    var text = "issuers:\n  - issuer: https://login.example.com\n    audiences: [a]\n" + login;
    var file = Files.writeString(folder.resolve("identities.yaml"), text);
    var store = new IdentityStore(file, "111111111111", Map.of("SECRET", "hidden"), SEALER);
    return Objects.requireNonNull(store.current().issuers().get("https://login.example.com"));
  }

  @Test
  void nobodySignsInWhereNothingIsSaid() throws IOException {
    assertThat(issuer("").login()).isEmpty();
  }

  @Test
  void aPublicClientNeedsNothingElse() throws IOException {
    assertThat(issuer("    login: {clientId: web}\n").login())
        .contains(
            new Login(
                "https://login.example.com",
                "web",
                Optional.empty(),
                List.of("openid", "profile")));
  }

  @Test
  void everythingCanBeSaid() throws IOException {
    var login =
        "    login: {clientId: web, clientSecret: \"env:SECRET\", name: Staff, scopes: [email,"
            + " openid]}\n";
    var issuer = issuer(login);
    assertThat(issuer.login())
        .contains(
            new Login(
                "Staff", "web", Optional.of(new Secret("hidden")), List.of("openid", "email")));
    assertThat(issuer.toString()).doesNotContain("hidden");
  }

  @Test
  void whatIsWrongIsToldWithItsLine() {
    assertProblems("    login: web\n", "login: must be a mapping", "login: has no 'clientId'");
    assertProblems(
        "    login: {clientSecret: plain, scopes: [\"a b\"], color: red}\n",
        "login: has no 'clientId'",
        "login.clientSecret: must refer to the secret: env:NAME, file:PATH or sealed:TEXT",
        "login.scopes: 'a b' is not a scope",
        "login.color: there is no such setting");
  }

  private void assertProblems(String login, String... problems) {
    assertThatThrownBy(() -> issuer(login))
        .isInstanceOfSatisfying(
            IdentitiesException.class,
            wrong ->
                assertThat(wrong.problems())
                    .allMatch(problem -> problem.contains("identities.yaml:4: issuers.0."))
                    .extracting(problem -> problem.replaceFirst("^.*issuers\\.0\\.", ""))
                    .containsExactlyInAnyOrder(problems));
  }
}
