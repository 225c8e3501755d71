package dev.stateway.api.gateway.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AuthorizerAnswerTest {
  private static final String ARN =
      "arn:aws:execute-api:us-east-1:000000000000:abc/$default/GET/orders/1";

  private static AuthorizerAnswer read(String payload, boolean simple) {
    return AuthorizerAnswer.read(payload, simple).orElseThrow();
  }

  @Test
  void aSimpleAnswerIsYesOrNo() {
    var yes = read("{\"isAuthorized\": true, \"context\": {\"a\": \"b\", \"n\": [1]}}", true);
    assertThat(yes.allows(ARN, Map.of())).isTrue();
    assertThat(yes.variables())
        .containsOnly(
            Map.entry("authorizer.a", "b"),
            Map.entry("authorizer.n", "[1]"),
            Map.entry("authorizer", "{\"a\":\"b\",\"n\":[1]}"));
    assertThat(read("{\"isAuthorized\": false}", true).allows(ARN, Map.of())).isFalse();
  }

  @Test
  void aPolicyIsEvaluatedForTheRoute() {
    var answer =
        read(
            """
            {"principalId": "u", "context": {"n": 1}, "policyDocument": {"Version": "2012-10-17", "Statement": [
              {"Effect": "Allow", "Action": "execute-api:Invoke", "Resource": "arn:aws:execute-api:*:*:abc/*/GET/orders/*"},
              {"Effect": "Deny", "Action": "*", "Resource": "*", "Condition": {"IpAddress": {"aws:SourceIp": "203.0.113.0/24"}}}]}}
            """,
            false);
    assertThat(answer.allows(ARN, Map.of("aws:SourceIp", List.of("192.0.2.1")))).isTrue();
    assertThat(answer.allows(ARN, Map.of("aws:SourceIp", List.of("203.0.113.9")))).isFalse();
    assertThat(answer.allows(ARN.replace("GET", "POST"), Map.of())).isFalse();
    assertThat(answer.variables())
        .containsEntry("authorizer.principalId", "u")
        .containsEntry("authorizer.n", "1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "true",
        "no JSON",
        "{}",
        "{\"isAuthorized\": \"true\"}",
        "{\"isAuthorized\": true, \"context\": [1]}"
      })
  void whatIsNoSimpleAnswerIsNone(String payload) {
    assertThat(AuthorizerAnswer.read(payload, true)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"isAuthorized\": true}",
        "{\"principalId\": \"u\"}",
        "{\"principalId\": \"u\", \"policyDocument\": {}}",
        "{\"principalId\": \"u\", \"policyDocument\": {\"Statement\": {\"Effect\": \"Perhaps\"}}}",
        "{\"policyDocument\": {\"Version\": \"2012-10-17\", \"Statement\": []}}"
      })
  void whatIsNoPolicyIsNone(String payload) {
    assertThat(AuthorizerAnswer.read(payload, false)).isEmpty();
  }
}
