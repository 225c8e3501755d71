package dev.stateway.api.auth.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stateway.api.auth.identity.IdentityStore;
import dev.stateway.api.testing.TemporalServer;
import dev.stateway.api.testing.WithStateway;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.r2dbc.core.DatabaseClient;

/** People sign in at an issuer. */
@WithStateway
class IssuerLoginIT extends IssuerLoginServer {
  private static final String SESSION = "stateway-session";
  private static final String ATTEMPT = "stateway-login";

  IssuerLoginIT(TemporalServer temporal) {
    super(temporal);
  }

  @Test
  void thePageLinksToEachIssuerThatHasAWayToSignIn() throws Exception {
    var page = browser().get("/login?next=%2Fui%2Fapprovals").body();
    assertThat(page)
        .contains(
            "Sign in with Staff &lt;1&gt;</a>",
            "Sign in with " + issuers.issuer("guests") + "</a>",
            "href=\"" + begin("staff", "/ui/approvals").replace("&", "&amp;") + "\"")
        .doesNotContain(encoded(issuers.issuer("machines")));
  }

  @Test
  void theIssuerIsAskedForACodeWithStateNonceAndChallenge() throws Exception {
    var browser = browser();
    var answer = browser.get(begin("staff", "/login"));
    assertThat(answer.statusCode()).isEqualTo(303);
    var place = Browser.location(answer);
    assertThat(place.toString()).startsWith(issuers.issuer("staff") + "/authorize?");
    assertThat(Browser.query(place))
        .containsEntry("response_type", "code")
        .containsEntry("client_id", "stateway")
        .containsEntry("scope", "openid email")
        .containsEntry("code_challenge_method", "S256")
        .containsEntry("redirect_uri", stateway.endpoint() + "/login/callback")
        .containsKeys("state", "nonce", "code_challenge");
    assertThat(browser.setCookie(answer, ATTEMPT))
        .contains("HTTPOnly", "SameSite=Lax", "Max-Age=600");
    assertThat(Browser.query(Browser.location(browser.get(begin("staff", "/login")))))
        .doesNotContainEntry("state", Browser.parameter(place, "state"))
        .doesNotContainEntry("nonce", Browser.parameter(place, "nonce"));
  }

  @Test
  void groupsOfTheTokenCountAtPages() throws Exception {
    var browser = browser();
    var answer = signIn(browser, "staff", "{\"groups\": [\"operators\"]}");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(303);
    assertThat(Browser.location(answer)).hasToString("/ui/approvals");
    assertThat(browser.setCookie(answer, ATTEMPT)).contains("Max-Age=0");
    assertThat(browser.get("/login").body()).contains("signed in as ada", ":federated-user/ada");
    assertThat(browser.get("/ui/approvals").statusCode()).isEqualTo(200);
  }

  @Test
  void rolesOfTheTokenComeBeforeItsGroups() throws Exception {
    var browser = browser();
    signIn(
        browser,
        "staff",
        "{\"groups\": [\"operators\"], \"realm_access\": {\"roles\": [\"reader\"]}}");
    assertThat(browser.get("/login").body()).contains(":assumed-role/reader/ada");
    assertThat(browser.get("/ui/approvals").statusCode()).isEqualTo(403);
  }

  @Test
  void aPublicClientSignsInWithoutASecret() throws Exception {
    var browser = browser();
    assertThat(signIn(browser, "guests", "{}").statusCode()).isEqualTo(303);
    assertThat(browser.get("/login").body()).contains("signed in as ada");
    assertThat(browser.get("/ui/approvals").statusCode()).isEqualTo(403);
  }

  @Test
  void theSessionEndsWithTheToken() throws Exception {
    var browser = browser();
    var soon = Clock.systemUTC().instant().getEpochSecond() + 100;
    assertThat(maxAge(browser, signIn(browser, "staff", "{\"exp\": " + soon + "}")))
        .isBetween(1L, 100L);
    var late = Clock.systemUTC().instant().getEpochSecond() + 1_000_000;
    assertThat(maxAge(browser, signIn(browser, "staff", "{\"exp\": " + late + "}")))
        .isEqualTo(8 * 3600L);
  }

  @Test
  void aSessionCountsAsTheIdentitiesAreNow() throws Exception {
    var browser = browser();
    signIn(browser, "staff", "{\"groups\": [\"operators\"]}");
    assertThat(browser.get("/ui/approvals").statusCode()).isEqualTo(200);
    change(identities().replace("value: operators, group", "value: others, group"));
    assertThat(browser.get("/ui/approvals").statusCode()).isEqualTo(403);
    change(identities().replace("clientId: stateway, clientSecret", "clientId: new, clientSecret"));
    assertThat(browser.get("/ui/approvals").statusCode()).isEqualTo(303);
    change(identities());
    assertThat(browser.get("/ui/approvals").statusCode()).isEqualTo(200);
  }

  private void change(String text) throws IOException {
    var before = Files.getLastModifiedTime(file).toInstant();
    Files.writeString(file, text);
    Files.setLastModifiedTime(file, FileTime.from(before.plusSeconds(10)));
    var store = stateway.part(IdentityStore.class);
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> !store.reloadIfChanged()); // or the server itself was quicker
  }

  private static long maxAge(Browser browser, HttpResponse<String> answer) {
    return Long.parseLong(
        browser.setCookie(answer, SESSION).replaceFirst("^.*Max-Age=", "").replaceFirst(";.*", ""));
  }

  @Test
  void nobodyIsLedToAnotherServer() throws Exception {
    var browser = browser();
    var back = signedInAt(browser, begin("staff", "//evil.example/"), "{}");
    assertThat(Browser.location(browser.get(back.toString()))).hasToString("/login");
  }

  @Test
  void signInsAreInTheAuditLog() throws Exception {
    var browser = browser();
    signIn(browser, "staff", "{\"sub\": \"audited\"}");
    var table = stateway.part(DatabaseClient.class);
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() ->
            assertThat(
                    table
                        .sql("SELECT action FROM audit_log WHERE principal LIKE '%audited'")
                        .map(row -> String.valueOf(row.get(0)))
                        .all()
                        .collectList()
                        .block())
                .contains("stateway:SignIn"));
  }
}
