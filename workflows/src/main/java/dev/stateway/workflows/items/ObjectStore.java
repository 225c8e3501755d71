package dev.stateway.workflows.items;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where objects are: the port that {@code activities} implements. All methods block; an interrupted
 * one ends with a {@link java.util.concurrent.CancellationException}.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/Welcome.html">Amazon S3</a>
 */
public interface ObjectStore {
  /**
   * Opens an object to be read from a byte on.
   *
   * @throws ObjectStoreException there is none, or it cannot be read
   */
  OpenObject open(ObjectAddress address, long offset);

  /**
   * The first objects of a bucket, in the order of their keys.
   *
   * @param address bucket and owner
   * @param prefix what their keys begin with, empty for all
   * @param startAfter the key they come after; absent: from the beginning
   * @param most how many at the most, up to 1,000
   * @throws ObjectStoreException there is no such bucket, or it cannot be listed
   */
  List<ListedObject> list(
      ObjectAddress address, String prefix, @Nullable String startAfter, int most);

  /**
   * Writes an object, in place of one that is there.
   *
   * @throws ObjectStoreException it cannot be written
   */
  void put(String bucket, String key, byte[] content);

  /**
   * Which object.
   *
   * @param bucket the bucket
   * @param key its key; empty for the bucket itself
   * @param versionId its version; absent for the latest
   * @param owner the account that the bucket must belong to; absent for any
   */
  record ObjectAddress(
      String bucket, String key, @Nullable String versionId, @Nullable String owner) {}

  /**
   * An object that is being read.
   *
   * @param content its bytes, from the offset on
   * @param etag changes when the object does
   */
  record OpenObject(InputStream content, String etag) implements AutoCloseable {
    @Override
    public void close() throws IOException {
      content.close();
    }
  }

  /** What a list tells of an object. */
  record ListedObject(
      String key, String etag, Instant lastModified, long size, String storageClass) {}

  /** A store without any bucket. */
  ObjectStore NONE =
      new ObjectStore() {
        @Override
        public OpenObject open(ObjectAddress address, long offset) {
          throw none(address.bucket());
        }

        @Override
        public List<ListedObject> list(
            ObjectAddress address, String prefix, @Nullable String startAfter, int most) {
          throw none(address.bucket());
        }

        @Override
        public void put(String bucket, String key, byte[] content) {
          throw none(bucket);
        }

        private ObjectStoreException none(String bucket) {
          return new ObjectStoreException("There is no store for the bucket " + bucket);
        }
      };
}
