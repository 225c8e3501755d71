package dev.stateway.api.auth.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stateway.api.testing.TemporalServer;
import dev.stateway.api.testing.WithStateway;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Answers of an issuer, or of who pretends to be one, that sign nobody in. */
@WithStateway
class RefusedLoginIT extends IssuerLoginServer {
  RefusedLoginIT(TemporalServer temporal) {
    super(temporal);
  }

  @ParameterizedTest
  @CsvSource({
    "'{\"nonce\": \"another\"}', nonce",
    "'{\"aud\": \"another\"}', audience",
    "'{\"nbf\": 9999999999}', not valid yet",
  })
  void tokensThatAreNotForThisLoginSignNobodyIn(String claims, String why) throws Exception {
    var browser = browser();
    assertRefused(browser, signIn(browser, "staff", claims), 403, why);
  }

  @Test
  void aTokenWithMoreClaimsThanACookieHoldsIsRefused() throws Exception {
    var browser = browser();
    var claims = "{\"groups\": [\"" + "x".repeat(5_000) + "\"]}";
    assertRefused(browser, signIn(browser, "staff", claims), 403, "more claims");
  }

  private static void assertRefused(
      Browser browser, HttpResponse<String> answer, int status, String why) throws Exception {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(answer.body()).containsIgnoringCase(why).contains("role=\"alert\"");
    assertThat(browser.get("/login").body()).contains("action=\"/login\"");
  }

  @Test
  void anAnswerCountsInTheBrowserThatAskedAndOnceAlone() throws Exception {
    var browser = browser();
    var back = signedInAt(browser, begin("staff", "/login"), "{}").toString();
    var other = browser();
    assertRefused(other, other.get(back), 403, "keeps no cookies");
    other.get(begin("staff", "/login"));
    assertRefused(other, other.get(back), 403, "another login");
    assertThat(browser.get(back).statusCode()).isEqualTo(303);
    var again = browser();
    assertRefused(again, again.get(back), 403, "keeps no cookies");
  }

  /** Of a login that a browser begins. */
  private String state(Browser browser) throws Exception {
    return Browser.parameter(Browser.location(browser.get(begin("staff", "/login"))), "state");
  }

  @Test
  void answersOfOtherIssuersAndErrorsSignNobodyIn() throws Exception {
    var browser = browser();
    var state = state(browser);
    assertRefused(
        browser,
        browser.get("/login/callback?code=x&state=" + state + "&iss=http%3A%2F%2Fevil.example"),
        403,
        "another issuer");
    state = state(browser);
    assertRefused(
        browser,
        browser.get("/login/callback?error=access_denied&state=" + state),
        403,
        "access_denied");
    state = state(browser);
    assertRefused(browser, browser.get("/login/callback?code=guessed&state=" + state), 403, "code");
  }

  @Test
  void anotherVerifierThanTheBrowsersRedeemsNoCode() throws Exception {
    var thief = browser();
    var stolen = signedInAt(browser(), begin("staff", "/login"), "{}");
    var state = state(thief);
    var code = Browser.parameter(stolen, "code");
    assertRefused(
        thief,
        thief.get("/login/callback?code=" + encoded(code) + "&state=" + state),
        403,
        "invalid_grant");
  }

  @Test
  void anIssuerThatIsAwayOrUnknownIsSaid() throws Exception {
    var browser = browser();
    var away = browser.get("/login/issuer?issuer=http%3A%2F%2F127.0.0.1%3A1%2Faway");
    assertRefused(browser, away, 503, "Try again later");
    assertRefused(browser, browser.get(begin("machines", "/")), 403, "Nobody can sign in");
    assertRefused(browser, browser.get(begin("nobody", "/")), 403, "no such issuer");
  }
}
