package dev.stateway.api.auth.web;

import dev.stateway.api.auth.MockIssuers;
import dev.stateway.api.testing.StatewayServer;
import dev.stateway.api.testing.TemporalServer;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A server where people sign in at an issuer that others have made, by its own page. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class IssuerLoginServer {
  private final TemporalServer temporal;
  MockIssuers issuers;
  StatewayServer stateway;
  Path file;

  IssuerLoginServer(TemporalServer temporal) {
    this.temporal = temporal;
  }

  String identities() {
    return """
    groups:
      operators:
        policies:
          - Version: "2012-10-17"
            Statement: {Effect: Allow, Action: "stateway:ListApprovals", Resource: "*"}
    roles:
      reader:
        trust:
          Version: "2012-10-17"
          Statement: {Effect: Allow, Action: "sts:AssumeRoleWithWebIdentity", Principal: {Federated: "*"}}
    issuers:
      - issuer: %1$s
        audiences: [reports]
        login: {name: "Staff <1>", clientId: stateway, clientSecret: "file:secret", scopes: [email]}
        roles: [{claim: realm_access.roles, value: reader, role: reader}]
        groups: [{claim: groups, value: operators, group: operators}]
      - issuer: %2$s
        audiences: [reports]
        login: {clientId: public}
      - issuer: http://127.0.0.1:1/away
        audiences: [reports]
        login: {clientId: stateway}
      - issuer: %3$s
        audiences: [reports]
    """
        .formatted(issuers.issuer("staff"), issuers.issuer("guests"), issuers.issuer("machines"));
  }

  @BeforeAll
  void serve(@TempDir Path folder) throws IOException, InterruptedException {
    issuers = MockIssuers.start();
    Files.writeString(folder.resolve("secret"), "of the client & more");
    file = Files.writeString(folder.resolve("identities.yaml"), identities());
    stateway =
        StatewayServer.start(
                temporal.address(),
                Map.of(
                    "stateway.identities", file.toString(), "stateway.task-queue", "issuer-login"))
            .awaitReady();
  }

  @AfterAll
  void stop() {
    stateway.close();
    issuers.close();
  }

  Browser browser() {
    return new Browser(stateway.endpoint());
  }

  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  String begin(String issuer, String next) {
    return "/login/issuer?issuer=" + encoded(issuers.issuer(issuer)) + "&next=" + encoded(next);
  }

  /** Where the issuer sends a browser back to that began here. */
  static URI signedInAt(Browser browser, String path, String claims) throws Exception {
    var place = Browser.location(browser.get(path));
    var back = browser.post(place.toString(), "username=ada&claims=" + encoded(claims));
    return Browser.location(back);
  }

  HttpResponse<String> signIn(Browser browser, String issuer, String claims) throws Exception {
    return browser.get(signedInAt(browser, begin(issuer, "/ui/approvals"), claims).toString());
  }
}
