package dev.stateway.activities.objects;

import dev.stateway.activities.aws.AwsSettings;
import dev.stateway.workflows.items.ObjectStore;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All buckets: those that have a folder of this machine are there, the others are S3's. */
public final class BucketStores implements ObjectStore, AutoCloseable {
  private final FolderBuckets local;
  private final S3Buckets s3;

  /**
   * The buckets of a server.
   *
   * @param folders of buckets that are not S3's, by the buckets' names
   */
  public BucketStores(Map<String, Path> folders, AwsSettings aws) {
    this.local = new FolderBuckets(folders);
    this.s3 = new S3Buckets(aws);
  }

  @Override
  public OpenObject open(ObjectAddress address, long offset) {
    return of(address.bucket()).open(address, offset);
  }

  @Override
  public List<ListedObject> list(
      ObjectAddress address, String prefix, @Nullable String startAfter, int most) {
    return of(address.bucket()).list(address, prefix, startAfter, most);
  }

  @Override
  public void put(String bucket, String key, byte[] content) {
    of(bucket).put(bucket, key, content);
  }

  private ObjectStore of(String bucket) {
    return local.has(bucket) ? local : s3;
  }

  @Override
  public void close() {
    s3.close();
  }
}
