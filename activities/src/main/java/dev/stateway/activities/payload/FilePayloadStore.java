package dev.stateway.activities.payload;

import dev.stateway.workflows.temporal.PayloadStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Keeps payloads as files, named by what is in them. All processes of one namespace must see the
 * same folder.
 *
 * <p>A file's time is that of its last use. Those that only answered a question go after a day, the
 * others when nothing has used them for as long as an execution can last and be asked for
 * afterwards: {@link #UNUSED}.
 */
public final class FilePayloadStore implements PayloadStore {
  /** A year, the longest that an execution lasts on AWS, and 90 days after it. */
  public static final Duration UNUSED = Duration.ofDays(365 + 90);

  private static final Duration PASSING_UNUSED = Duration.ofDays(1);
  private static final int PREFIX = 2;

  private final Path kept;
  private final Path passing;

  /** Keeps them in this folder. */
  public FilePayloadStore(Path folder) {
    this.kept = folder.resolve("kept");
    this.passing = folder.resolve("passing");
  }

  @Override
  public void put(Key key, byte[] content) {
    var file = file(key);
    try {
      if (!used(file)) {
        write(file, content);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public byte[] get(Key key) {
    var file = file(key);
    try {
      var content = Files.readAllBytes(file);
      used(file);
      return content;
    } catch (NoSuchFileException gone) {
      throw new IllegalStateException(
          "The payload " + key.sha256() + " is not in " + file.getParent(), gone);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Deletes what nothing needs any more.
   *
   * @return how many files that were
   */
  public int deleteUnused(Instant now) {
    return deleteOlder(kept, now.minus(UNUSED)) + deleteOlder(passing, now.minus(PASSING_UNUSED));
  }

  private Path file(Key key) {
    var folder = key.passing() ? passing : kept;
    return folder.resolve(key.sha256().substring(0, PREFIX)).resolve(key.sha256());
  }

  /** Notes a use; says whether the file is there. */
  private static boolean used(Path file) throws IOException {
    try {
      Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
      return true;
    } catch (NoSuchFileException _) {
      return false;
    }
  }

  /** Under another name first: a file of this name is complete, and on the disk. */
  private static void write(Path file, byte[] content) throws IOException {
    Files.createDirectories(file.getParent());
    var unfinished = file.resolveSibling(file.getFileName() + "." + UUID.randomUUID());
    try (var channel =
        FileChannel.open(unfinished, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      var buffer = ByteBuffer.wrap(content);
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
      channel.force(true);
    }
    Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
  }

  private static int deleteOlder(Path folder, Instant before) {
    if (!Files.isDirectory(folder)) {
      return 0;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      var deleted = 0;
      for (var file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
        if (Files.getLastModifiedTime(file).toInstant().isBefore(before)
            && Files.deleteIfExists(file)) {
          deleted++;
        }
      }
      return deleted;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
