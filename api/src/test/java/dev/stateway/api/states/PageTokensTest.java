package dev.stateway.api.states;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stateway.api.error.AwsError;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

class PageTokensTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final String POSITION = "2026-01-01T00:00:00Z run";

  private static PageTokens tokens(int key, Duration later) {
    var bytes = new byte[32];
    bytes[0] = (byte) key;
    return new PageTokens(
        new SecretKeySpec(bytes, "AES"), Clock.fixed(NOW.plus(later), ZoneOffset.UTC));
  }

  private final PageTokens tokens = tokens(1, Duration.ZERO);

  @Test
  void givesThePositionBack() {
    assertThat(tokens.open("list", tokens.seal("list", POSITION))).isEqualTo(POSITION);
    assertThat(tokens.open("list", null)).isNull();
  }

  @Test
  void isShortEnoughForAws() {
    assertThat(tokens.seal("list", "a".repeat(256))).hasSizeLessThan(1_024);
  }

  @Test
  void isGoodForItsOwnListOnly() {
    assertInvalid(tokens, "other", tokens.seal("list", POSITION));
  }

  @Test
  void isGoodForADay() {
    var token = tokens.seal("list", POSITION);

    assertThat(tokens(1, Duration.ofHours(24)).open("list", token)).isEqualTo(POSITION);
    assertInvalid(tokens(1, Duration.ofHours(24).plusSeconds(1)), "list", token);
  }

  @Test
  void cannotBeMadeUp() {
    var token = tokens.seal("list", POSITION);

    assertInvalid(tokens(2, Duration.ZERO), "list", token);
    assertInvalid(tokens, "list", "made up");
    assertInvalid(tokens, "list", "made-up");
    assertInvalid(tokens, "list", "");
    assertInvalid(tokens, "list", token.substring(0, token.length() - 2));
    assertInvalid(tokens, "list", "A" + token.substring(1));
  }

  private static void assertInvalid(PageTokens tokens, String list, String token) {
    assertThatThrownBy(() -> tokens.open(list, token))
        .isInstanceOfSatisfying(
            AwsError.class, refusal -> assertThat(refusal.code()).isEqualTo("InvalidToken"));
  }
}
