package dev.stateway.api.maprun;

import dev.stateway.activities.aws.MotoServer;
import java.io.IOException;
import java.net.URI;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** A moto server on a port of its own, from the virtual environment that ./test makes. */
final class S3Server implements AutoCloseable {
  private final MotoServer moto;
  private final S3Client client;

  private S3Server(MotoServer moto) {
    this.moto = moto;
    this.client =
        S3Client.builder()
            .endpointOverride(moto.endpoint())
            .region(Region.US_EAST_1)
            .forcePathStyle(true)
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
            .build();
  }

  static S3Server start() throws IOException, InterruptedException {
    // What the SDK's default chain finds: the server takes any.
    System.setProperty("aws.accessKeyId", "test");
    System.setProperty("aws.secretAccessKey", "test");
    return new S3Server(MotoServer.start());
  }

  URI endpoint() {
    return moto.endpoint();
  }

  /** Makes a bucket. */
  void bucket(String name) {
    client.createBucket(r -> r.bucket(name));
  }

  void put(String bucket, String key, byte[] content) {
    client.putObject(r -> r.bucket(bucket).key(key), RequestBody.fromBytes(content));
  }

  void put(String bucket, String key, String text) {
    client.putObject(r -> r.bucket(bucket).key(key), RequestBody.fromString(text));
  }

  String text(String bucket, String key) {
    return client.getObjectAsBytes(r -> r.bucket(bucket).key(key)).asUtf8String();
  }

  @Override
  public void close() {
    client.close();
    moto.close();
  }
}
