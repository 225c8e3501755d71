package dev.stateway.activities.token;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stateway.activities.token.SignedLinks.Purpose;
import dev.stateway.translator.JsonText;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignedLinksTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final Instant LATER = NOW.plusSeconds(60);

  private static SignedLinks links(int key, Instant now) {
    var bytes = new byte[32];
    bytes[0] = (byte) key;
    return new SignedLinks(new SecretKeySpec(bytes, "AES"), Clock.fixed(now, ZoneOffset.UTC));
  }

  private final SignedLinks links = links(1, NOW);
  private final String link = links.sign(Purpose.APPROVAL, LATER, JsonText.parse("[\"a\", 1]"));

  @Test
  void opensWhatItHasSigned() {
    assertThat(links.open(Purpose.APPROVAL, link)).contains(JsonText.parse("[\"a\", 1]"));
    assertThat(link).matches("[A-Za-z0-9_.-]+");
  }

  @Test
  void opensNothingElse() {
    assertThat(links.open(Purpose.TASK, link)).isEmpty();
    assertThat(links(2, NOW).open(Purpose.APPROVAL, link)).isEmpty();
    assertThat(links(1, LATER).open(Purpose.APPROVAL, link)).isEmpty();
    var other = links(2, NOW).sign(Purpose.APPROVAL, LATER, JsonText.parse("[\"a\", 2]"));
    var mixed = other.substring(0, other.indexOf('.')) + link.substring(link.indexOf('.'));
    assertThat(links.open(Purpose.APPROVAL, mixed)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "a", "a.b", "é.ü", "W10.W10"})
  void opensNoGuesses(String guess) {
    assertThat(links.open(Purpose.APPROVAL, guess)).isEmpty();
  }
}
