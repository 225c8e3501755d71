package dev.stateway.api.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

class ConnectionSealerTest {
  private static final String ARN = "arn:aws:events:us-east-1:000000000000:connection/shop";

  private static SecretKey key(int first) {
    var bytes = new byte[32];
    bytes[0] = (byte) first;
    return new SecretKeySpec(bytes, "AES");
  }

  @Test
  void opensWhatAnOlderKeySealed() {
    var before = new ConnectionSealer(List.of(key(1)));
    var rotated = new ConnectionSealer(List.of(key(2), key(1)));
    var after = new ConnectionSealer(List.of(key(2)));

    var sealed = before.seal(ARN, "secret");

    assertThat(rotated.open(ARN, sealed)).contains("secret");
    assertThat(rotated.isCurrent(sealed)).isFalse();
    assertThat(after.open(ARN, sealed)).isEmpty();
    assertThat(after.open(ARN, rotated.seal(ARN, "secret"))).contains("secret");
  }

  @Test
  void opensNothingThatWasSealedForAnotherOrChanged() {
    var sealer = new ConnectionSealer(List.of(key(1)));
    var sealed = sealer.seal(ARN, "secret");

    assertThat(sealer.open(ARN + "2", sealed)).isEmpty();
    assertThat(sealer.open(ARN, sealed.substring(0, sealed.length() - 2) + "AA")).isEmpty();
    assertThat(sealer.open(ARN, "no seal")).isEmpty();
    assertThat(sealed).doesNotContain("secret");
  }
}
