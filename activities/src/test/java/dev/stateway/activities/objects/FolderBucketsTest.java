package dev.stateway.activities.objects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stateway.workflows.items.ObjectStore.ListedObject;
import dev.stateway.workflows.items.ObjectStore.ObjectAddress;
import dev.stateway.workflows.items.ObjectStoreException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderBucketsTest {
  @TempDir Path folder;
  private FolderBuckets buckets;

  @BeforeEach
  void open() throws IOException {
    Files.createDirectory(folder.resolve("bucket"));
    Files.writeString(folder.resolve("secret"), "secret");
    buckets = new FolderBuckets(Map.of("b", folder.resolve("bucket")));
  }

  private static ObjectAddress address(String key) {
    return new ObjectAddress("b", key, null, null);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void readsFromAByteOn() throws IOException {
    buckets.put("b", "deep/a.txt", bytes("hello"));
    try (var object = buckets.open(address("deep/a.txt"), 2)) {
      assertThat(object.content().readAllBytes()).isEqualTo(bytes("llo"));
    }
  }

  @Test
  void listsInTheOrderOfTheKeys() {
    for (var key : new String[] {"x/2", "x/1", "y/1", "x/10"}) {
      buckets.put("b", key, bytes(key));
    }
    assertThat(buckets.list(address(""), "x/", null, 10))
        .extracting(ListedObject::key)
        .containsExactly("x/1", "x/10", "x/2");
    assertThat(buckets.list(address(""), "", "x/10", 2))
        .extracting(ListedObject::key)
        .containsExactly("x/2", "y/1");
  }

  @Test
  void refusesKeysThatLeadOut() throws IOException {
    for (var key : new String[] {"../secret", "a/../../secret", "/etc/passwd", "", "."}) {
      assertThatThrownBy(() -> buckets.open(address(key), 0))
          .isInstanceOf(ObjectStoreException.class)
          .hasMessageContaining("leads out of the bucket's folder");
      assertThatThrownBy(() -> buckets.put("b", key, bytes("x")))
          .isInstanceOf(ObjectStoreException.class);
    }
    Files.createSymbolicLink(folder.resolve("bucket/link"), folder.resolve("secret"));
    assertThatThrownBy(() -> buckets.open(address("link"), 0))
        .isInstanceOf(ObjectStoreException.class);
    assertThat(buckets.list(address(""), "", null, 10)).isEmpty();
  }

  @Test
  void saysWhatIsNotThere() {
    assertThatThrownBy(() -> buckets.open(address("none"), 0))
        .isInstanceOf(ObjectStoreException.class)
        .hasMessage("The specified key does not exist.");
  }
}
