package dev.stateway.activities.payload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stateway.workflows.temporal.PayloadStore;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FilePayloadStoreTest {
  private static final PayloadStore.Key KEPT = new PayloadStore.Key("0a".repeat(32), false);
  private static final PayloadStore.Key PASSING = new PayloadStore.Key("0b".repeat(32), true);
  private static final byte[] CONTENT = "content".getBytes(StandardCharsets.UTF_8);

  @TempDir private Path folder;

  @Test
  void givesBackWhatWasPutFromOneProcessToTheNext() {
    new FilePayloadStore(folder).put(KEPT, CONTENT);
    new FilePayloadStore(folder).put(KEPT, CONTENT);

    assertThat(new FilePayloadStore(folder).get(KEPT)).isEqualTo(CONTENT);
  }

  @Test
  void saysWhatIsMissing() {
    assertThatThrownBy(() -> new FilePayloadStore(folder).get(KEPT))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(KEPT.sha256());
  }

  @Test
  void deletesAnswersAfterADayAndTheRestWhenItIsLongUnused() {
    var store = new FilePayloadStore(folder);
    assertThat(store.deleteUnused(Instant.now())).isZero();
    store.put(KEPT, CONTENT);
    store.put(PASSING, CONTENT);

    assertThat(store.deleteUnused(Instant.now())).isZero();
    assertThat(store.deleteUnused(Instant.now().plus(Duration.ofDays(2)))).isEqualTo(1);
    assertThat(store.get(KEPT)).isEqualTo(CONTENT);
    assertThat(store.deleteUnused(Instant.now().plus(FilePayloadStore.UNUSED.plusDays(1))))
        .isEqualTo(1);
    assertThatThrownBy(() -> store.get(KEPT)).isInstanceOf(IllegalStateException.class);
  }
}
