package dev.stateway.activities.token;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * The key that task tokens are sealed under: 32 bytes, the same for all servers of a deployment.
 */
public final class TaskTokenKey {
  private static final int BYTES = 32;
  private static final String FILE = "task-token.key";

  private TaskTokenKey() {}

  /**
   * A key from its base64 text.
   *
   * @throws IllegalArgumentException the text is not 32 bytes in base64
   */
  public static SecretKey of(String base64) {
    var bytes = Base64.getDecoder().decode(base64.strip());
    if (bytes.length != BYTES) {
      throw new IllegalArgumentException("A task token key has " + BYTES + " bytes in base64");
    }
    return new SecretKeySpec(bytes, "AES");
  }

  /** The key kept in this data folder: made, for the owner's eyes only, at the first start. */
  public static SecretKey in(Path data) throws IOException {
    Files.createDirectories(data);
    var file = data.resolve(FILE);
    // Two servers that start at the same time on one folder must not make two keys.
    try (var channel =
            FileChannel.open(
                data.resolve(FILE + ".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        var _ = channel.lock()) {
      if (!Files.exists(file)) {
        make(file);
      }
    }
    try {
      return of(Files.readString(file));
    } catch (IllegalArgumentException e) {
      throw new IOException(file + " holds no task token key: " + e.getMessage(), e);
    }
  }

  private static void make(Path file) throws IOException {
    var bytes = new byte[BYTES];
    new SecureRandom().nextBytes(bytes);
    var owner = PosixFilePermissions.fromString("rw-------");
    var unfinished =
        Files.createTempFile(
            file.toAbsolutePath().getParent(),
            FILE,
            ".new",
            PosixFilePermissions.asFileAttribute(owner));
    Files.writeString(unfinished, Base64.getEncoder().encodeToString(bytes) + "\n");
    try (var channel = FileChannel.open(unfinished, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
    Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
  }
}
