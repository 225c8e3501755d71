package dev.stateway.activities.objects;

import dev.stateway.workflows.items.ObjectStore;
import dev.stateway.workflows.items.ObjectStoreException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Buckets that are folders: the key of an object is the path of its file. */
final class FolderBuckets implements ObjectStore {
  private final Map<String, Path> folders;

  FolderBuckets(Map<String, Path> folders) {
    this.folders = Map.copyOf(folders);
  }

  boolean has(String bucket) {
    return folders.containsKey(bucket);
  }

  @Override
  public OpenObject open(ObjectAddress address, long offset) {
    var file = file(address.bucket(), address.key());
    if (address.versionId() != null) {
      throw new ObjectStoreException(
          "The bucket " + address.bucket() + " is a folder of this machine: it has no versions");
    }
    try {
      var channel = FileChannel.open(file, StandardOpenOption.READ);
      channel.position(offset);
      InputStream content = Channels.newInputStream(channel);
      return new OpenObject(content, etag(file));
    } catch (NoSuchFileException e) {
      throw new ObjectStoreException("The specified key does not exist.", e);
    } catch (IOException e) {
      throw new ObjectStoreException("The object " + address.key() + " cannot be read: " + e, e);
    }
  }

  @Override
  public List<ListedObject> list(
      ObjectAddress address, String prefix, @Nullable String startAfter, int most) {
    var folder = folder(address.bucket());
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
          .map(file -> key(folder, file))
          .filter(key -> key.startsWith(prefix))
          .filter(key -> startAfter == null || key.compareTo(startAfter) > 0)
          .sorted()
          .limit(most)
          .map(key -> listed(folder.resolve(key), key))
          .toList();
    } catch (IOException | UncheckedIOException e) {
      throw new ObjectStoreException(
          "The bucket " + address.bucket() + " cannot be listed: " + e, e);
    }
  }

  private static String key(Path folder, Path file) {
    return folder.relativize(file).toString().replace('\\', '/');
  }

  private static ListedObject listed(Path file, String key) {
    try {
      return new ListedObject(
          key,
          etag(file),
          Files.getLastModifiedTime(file).toInstant().truncatedTo(ChronoUnit.SECONDS),
          Files.size(file),
          "STANDARD");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** No hash of the content, but it changes when the file does. */
  private static String etag(Path file) throws IOException {
    return "\""
        + Long.toHexString(Files.getLastModifiedTime(file).toMillis())
        + "-"
        + Long.toHexString(Files.size(file))
        + "\"";
  }

  @Override
  public void put(String bucket, String key, byte[] content) {
    var file = file(bucket, key);
    try {
      var parent = Objects.requireNonNull(file.getParent(), "it is inside a folder");
      Files.createDirectories(parent);
      requireInside(bucket, parent);
      // Nobody sees half of it.
      var written = Files.createTempFile(parent, ".", ".tmp");
      Files.write(written, content);
      Files.move(
          written, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new ObjectStoreException("The object " + key + " cannot be written: " + e, e);
    }
  }

  private Path folder(String bucket) {
    var folder = folders.get(bucket);
    if (folder == null || !Files.isDirectory(folder)) {
      throw new ObjectStoreException("The specified bucket does not exist");
    }
    return folder;
  }

  /** The file of a key; keys that lead out of the bucket's folder are refused. */
  private Path file(String bucket, String key) {
    var folder = folder(bucket);
    try {
      var file = folder.resolve(key).normalize();
      if (key.isEmpty() || file.equals(folder) || !file.startsWith(folder.normalize())) {
        throw outside(key);
      }
      if (Files.exists(file)) {
        requireInside(bucket, file);
      }
      return file;
    } catch (InvalidPathException e) {
      throw new ObjectStoreException("The key cannot be the name of a file: " + e.getMessage(), e);
    } catch (IOException e) {
      throw new ObjectStoreException("The object " + key + " cannot be found: " + e, e);
    }
  }

  /** Links do not lead out of it either. */
  private void requireInside(String bucket, Path file) throws IOException {
    if (!file.toRealPath().startsWith(folder(bucket).toRealPath())) {
      throw outside(file.toString());
    }
  }

  private static ObjectStoreException outside(String key) {
    return new ObjectStoreException("The key '" + key + "' leads out of the bucket's folder");
  }
}
