package dev.stateway.activities.objects;

import dev.stateway.activities.aws.AwsService;
import dev.stateway.activities.aws.AwsSettings;
import dev.stateway.activities.aws.WithoutExpect;
import dev.stateway.workflows.items.ObjectStore;
import dev.stateway.workflows.items.ObjectStoreException;
import dev.stateway.workflows.task.TaskFailedException;
import java.io.FilterInputStream;
import java.io.InputStream;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.async.AsyncRequestBody;
import software.amazon.awssdk.core.async.AsyncResponseTransformer;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Buckets of S3, or of a server that speaks its API. */
final class S3Buckets implements ObjectStore, AutoCloseable {
  private static final int RANGE_NOT_SATISFIABLE = 416;

  private final AwsSettings aws;
  private @Nullable S3AsyncClient client;

  S3Buckets(AwsSettings aws) {
    this.aws = aws;
  }

  @Override
  public OpenObject open(ObjectAddress address, long offset) {
    var request =
        GetObjectRequest.builder()
            .bucket(address.bucket())
            .key(address.key())
            .versionId(address.versionId())
            .expectedBucketOwner(address.owner());
    if (offset > 0) {
      request.range("bytes=" + offset + "-");
    }
    try {
      var content =
          await(
              client()
                  .getObject(request.build(), AsyncResponseTransformer.toBlockingInputStream()));
      return new OpenObject(new Abandoned(content), content.response().eTag());
    } catch (EndOfObject _) {
      var head =
          await(
              client()
                  .headObject(r ->
                      r.bucket(address.bucket())
                          .key(address.key())
                          .versionId(address.versionId())
                          .expectedBucketOwner(address.owner())));
      return new OpenObject(InputStream.nullInputStream(), head.eTag());
    }
  }

  @Override
  public List<ListedObject> list(
      ObjectAddress address, String prefix, @Nullable String startAfter, int most) {
    var answer =
        await(
            client()
                .listObjectsV2(r ->
                    r.bucket(address.bucket())
                        .expectedBucketOwner(address.owner())
                        .prefix(prefix)
                        .startAfter(startAfter)
                        .maxKeys(most)));
    return answer.contents().stream().map(S3Buckets::listed).toList();
  }

  private static ListedObject listed(S3Object object) {
    return new ListedObject(
        object.key(),
        object.eTag(),
        object.lastModified(),
        object.size(),
        object.storageClassAsString() == null ? "STANDARD" : object.storageClassAsString());
  }

  @Override
  public void put(String bucket, String key, byte[] content) {
    await(
        client()
            .putObject(
                r -> r.bucket(bucket).key(key).contentType("application/json"),
                AsyncRequestBody.fromBytes(content)));
  }

  private static <T> T await(CompletableFuture<T> answer) {
    try {
      return AwsService.S3.await(answer);
    } catch (TaskFailedException failed) {
      if (isEndOfObject(answer)) {
        throw new EndOfObject();
      }
      throw new ObjectStoreException(String.valueOf(failed.cause()), failed);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted");
    }
  }

  private static boolean isEndOfObject(CompletableFuture<?> answer) {
    return answer.exceptionNow() instanceof S3Exception refused
        && refused.statusCode() == RANGE_NOT_SATISFIABLE;
  }

  private synchronized S3AsyncClient client() {
    if (client == null) {
      // A server that is not AWS rarely has a name for each bucket, or AWS's newest checksums.
      client =
          aws.client(
              S3AsyncClient.builder()
                  .overrideConfiguration(o -> o.addExecutionInterceptor(new WithoutExpect()))
                  .forcePathStyle(aws.endpoint().isPresent())
                  .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                  .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED));
    }
    return client;
  }

  @Override
  public synchronized void close() {
    if (client != null) {
      client.close();
    }
  }

  /** Reading was to go on exactly where the object ends. */
  private static final class EndOfObject extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  /** The rest of an object of which only a page was wanted is not fetched. */
  private static final class Abandoned extends FilterInputStream {
    private final ResponseInputStream<GetObjectResponse> content;

    private Abandoned(ResponseInputStream<GetObjectResponse> content) {
      super(content);
      this.content = content;
    }

    @Override
    public void close() {
      content.abort();
    }
  }
}
