package dev.stateway.workflows.items;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/** A store whose buckets are there as soon as an object is put into them. */
public final class ObjectsInMemory implements ObjectStore {
  private static final Instant MODIFIED = Instant.parse("2024-02-29T12:00:00Z");

  private final ConcurrentSkipListMap<String, byte[]> objects = new ConcurrentSkipListMap<>();

  /** Puts a text. */
  public ObjectsInMemory with(String bucket, String key, String text) {
    put(bucket, key, text.getBytes(StandardCharsets.UTF_8));
    return this;
  }

  /** The text of an object. */
  public String text(String bucket, String key) {
    return new String(content(bucket, key), StandardCharsets.UTF_8);
  }

  /** All objects: {@code BUCKET/KEY}. */
  public List<String> names() {
    return List.copyOf(objects.keySet());
  }

  @Override
  public OpenObject open(ObjectAddress address, long offset) {
    var content = content(address.bucket(), address.key());
    var rest = Arrays.copyOfRange(content, (int) Math.min(offset, content.length), content.length);
    return new OpenObject(
        new ByteArrayInputStream(rest), Integer.toHexString(Arrays.hashCode(content)));
  }

  @Override
  public List<ListedObject> list(
      ObjectAddress address, String prefix, @Nullable String startAfter, int most) {
    var bucket = address.bucket() + "/";
    return objects
        .tailMap(bucket + Optional.ofNullable(startAfter).orElse(""), false)
        .entrySet()
        .stream()
        .takeWhile(object -> object.getKey().startsWith(bucket))
        .filter(object -> object.getKey().startsWith(bucket + prefix))
        .limit(most)
        .map(object -> listed(bucket, object))
        .toList();
  }

  private static ListedObject listed(String bucket, Map.Entry<String, byte[]> object) {
    return new ListedObject(
        object.getKey().substring(bucket.length()),
        "\"" + Integer.toHexString(Arrays.hashCode(object.getValue())) + "\"",
        MODIFIED,
        object.getValue().length,
        "STANDARD");
  }

  @Override
  public void put(String bucket, String key, byte[] content) {
    objects.put(bucket + "/" + key, content);
  }

  private byte[] content(String bucket, String key) {
    return Optional.ofNullable(objects.get(bucket + "/" + key))
        .orElseThrow(() -> new ObjectStoreException("The specified key does not exist."));
  }
}
