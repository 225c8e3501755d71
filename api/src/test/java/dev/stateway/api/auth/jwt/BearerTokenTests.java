package dev.stateway.api.auth.jwt;

import dev.stateway.api.auth.IncomingRequest;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import reactor.core.publisher.Mono;

/** Bearer tokens for a route that wants the scope {@code reports.write}. */
abstract class BearerTokenTests {
  private static final Set<String> SCOPES = Set.of("reports.write");

  TestIssuer issuer;
  JwtVerifiers verifiers;

  @BeforeEach
  void start() throws IOException {
    issuer = TestIssuer.start();
    verifiers = new JwtVerifiers(Clock.systemUTC());
  }

  @AfterEach
  void stop() {
    verifiers.close();
    issuer.close();
  }

  /** What a client is told: the status, and the error of WWW-Authenticate. */
  record Answer(int status, String error) {}

  static IncomingRequest bearer(String... authorizations) {
    return request("", Map.of("Authorization", List.of(authorizations)));
  }

  static IncomingRequest request(String query, Map<String, List<String>> headers) {
    return new IncomingRequest("GET", "/", query, headers, "", false, "");
  }

  static Answer answer(JwtVerifiers verifiers, IncomingRequest request, JwtIssuer... issuers) {
    return verifiers
        .authorize(request, List.of(issuers), SCOPES)
        .map(_ -> new Answer(200, ""))
        .onErrorResume(
            TokenRefused.class,
            refused -> {
              var answer = refused.answer();
              var header = answer.headers().getOrDefault("WWW-Authenticate", "");
              var error = header.replaceFirst("^.* error=\"", "").replaceFirst("\".*$", "");
              return Mono.just(new Answer(answer.status(), header.contains("error=") ? error : ""));
            })
        .toFuture()
        .join();
  }

  Answer answer(String token) {
    return answer(verifiers, bearer("Bearer " + token), issuer.jwt());
  }

  String good() {
    return TestIssuer.good(issuer.claims(TokenCase.now()));
  }

  JwtIssuer with(Set<String> algorithms, @Nullable URI keys) {
    return new JwtIssuer(
        issuer.name(), Set.of("reports"), keys, algorithms, JwtIssuer.Timing.USUAL);
  }
}
