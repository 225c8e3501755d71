package dev.stateway.api.auth.jwt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stateway.translator.JsonText;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where the claims of tokens are found. */
class VerifiedTokenTest {
  private static final VerifiedToken TOKEN =
      new VerifiedToken(
          "https://issuer",
          "ada",
          JsonText.parse(
              """
              {"groups": ["a"], "a.b": "whole", "a": {"b": "inner", "c": {"d": "deep"}},
               "https://example.com/roles": ["r"], "my.app": {"x.y": {"roles": ["s"]}}}
              """));

  @ParameterizedTest
  @CsvSource({
    "groups, a",
    "a.b, whole",
    "a.c.d, deep",
    "https://example.com/roles, r",
    "my.app.x.y.roles, s",
    "my.app.x.z.roles, ''",
    "none, ''"
  })
  void namesLeadIntoObjectsWhoseMembersHaveDotsToo(String claim, String value) {
    assertThat(TOKEN.values(claim)).isEqualTo(value.isEmpty() ? List.of() : List.of(value));
  }
}
