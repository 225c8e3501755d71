package dev.stateway.activities.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stateway.workflows.task.TaskTokenContent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SealedTaskTokensTest {
  private static final TaskTokenContent CONTENT =
      new TaskTokenContent("default", "orders:ü-1", "0198-run", "activity-7");

  @TempDir Path data;

  @Test
  void opensWhatItSealed() throws Exception {
    var tokens = new SealedTaskTokens(TaskTokenKey.in(data));

    var token = tokens.seal(CONTENT);

    assertThat(tokens.open(token)).isEqualTo(CONTENT);
    assertThat(token).matches("[A-Za-z0-9_-]{50,1024}").doesNotContain("orders");
  }

  @Test
  void sealsTheSameContentDifferentlyEachTime() throws Exception {
    var tokens = new SealedTaskTokens(TaskTokenKey.in(data));

    assertThat(tokens.seal(CONTENT)).isNotEqualTo(tokens.seal(CONTENT));
  }

  @Test
  void keepsItsKeyAcrossRestartsForTheOwnerOnly() throws Exception {
    var token = new SealedTaskTokens(TaskTokenKey.in(data)).seal(CONTENT);

    assertThat(new SealedTaskTokens(TaskTokenKey.in(data)).open(token)).isEqualTo(CONTENT);
    assertThat(Files.getPosixFilePermissions(data.resolve("task-token.key")))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
  }

  @Test
  void refusesATokenChangedAnywhere() throws Exception {
    var tokens = new SealedTaskTokens(TaskTokenKey.in(data));
    var bytes = Base64.getUrlDecoder().decode(tokens.seal(CONTENT));

    IntStream.range(0, bytes.length)
        .forEach(i -> {
          var changed = bytes.clone();
          changed[i] ^= 1;
          var forged = Base64.getUrlEncoder().withoutPadding().encodeToString(changed);
          assertThatThrownBy(() -> tokens.open(forged))
              .isInstanceOf(InvalidTaskTokenException.class);
        });
  }

  @Test
  void refusesTextsThatAreNoTokens() throws IOException {
    var tokens = new SealedTaskTokens(TaskTokenKey.in(data));

    for (var text : List.of("", "x", "AQ", "not base64!", "A".repeat(100), "A".repeat(5000))) {
      assertThatThrownBy(() -> tokens.open(text))
          .as(text)
          .isInstanceOf(InvalidTaskTokenException.class);
    }
  }

  @Test
  void refusesATokenOfAnotherKey(@TempDir Path other) throws Exception {
    var token = new SealedTaskTokens(TaskTokenKey.in(other)).seal(CONTENT);
    var tokens = new SealedTaskTokens(TaskTokenKey.in(data));

    assertThatThrownBy(() -> tokens.open(token)).isInstanceOf(InvalidTaskTokenException.class);
  }

  @Test
  void refusesAKeyFileThatHoldsNoKey() throws IOException {
    Files.writeString(data.resolve("task-token.key"), "c2hvcnQ=");

    assertThatThrownBy(() -> TaskTokenKey.in(data))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("holds no task token key");
  }
}
