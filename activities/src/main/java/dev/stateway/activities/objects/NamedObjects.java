package dev.stateway.activities.objects;

import dev.stateway.activities.aws.AwsService;
import dev.stateway.activities.aws.SdkJson;
import dev.stateway.activities.sdk.SdkClients;
import dev.stateway.activities.sdk.SdkService;
import dev.stateway.translator.JsonText;
import dev.stateway.workflows.items.ObjectStore.ObjectAddress;
import dev.stateway.workflows.items.ObjectStoreException;
import dev.stateway.workflows.task.TaskFailedException;
import dev.stateway.workflows.task.TaskRequest;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import tools.jackson.databind.node.ObjectNode;

/**
 * Objects that a task names instead of giving or getting their content: those of buckets that are
 * folders of this machine, else S3's, as the task may call it.
 */
public final class NamedObjects {
  private static final String OCTETS = "binary/octet-stream";

  private final FolderBuckets folders;
  private final SdkClients clients;

  /**
   * The objects of a server.
   *
   * @param folders of buckets that are not S3's, by the buckets' names
   */
  public NamedObjects(Map<String, Path> folders, SdkClients clients) {
    this.folders = new FolderBuckets(folders);
    this.clients = clients;
  }

  /**
   * Reads an object.
   *
   * @param most how many bytes it may have
   * @throws TaskFailedException there is none, or it is larger
   */
  public Content read(TaskRequest task, Address address, int most) throws InterruptedException {
    var content =
        folders.has(address.bucket())
            ? readFile(address, most)
            : readS3(s3(task), address, most, key(task));
    if (content.bytes().asByteArrayUnsafe().length > most) {
      throw new TaskFailedException(
          "States.DataLimitExceeded", address + " is larger than " + most + " bytes");
    }
    return content;
  }

  private Content readFile(Address address, int most) {
    try (var object =
        folders.open(new ObjectAddress(address.bucket(), address.key(), null, null), 0)) {
      return new Content(
          SdkBytes.fromByteArrayUnsafe(object.content().readNBytes(most + 1)),
          address.key().endsWith(".json") ? "application/json" : OCTETS);
    } catch (ObjectStoreException e) {
      throw failed(e);
    } catch (IOException e) {
      throw AwsService.S3.failed(AwsService.S3.baseException(), address + " cannot be read: " + e);
    }
  }

  private static Content readS3(SdkService s3, Address address, int most, UUID key)
      throws InterruptedException {
    var parameters = parameters(address).put("Range", "bytes=0-" + most);
    var object = s3.call("getObject", parameters, SdkJson.BINARY, key).members();
    return new Content(
        SdkJson.asBytes(object.path("Body")), object.path("ContentType").stringValue(null));
  }

  /**
   * Writes an object, in place of one that is there.
   *
   * @throws TaskFailedException it cannot be written
   */
  public void write(TaskRequest task, Address address, Content content)
      throws InterruptedException {
    if (folders.has(address.bucket())) {
      try {
        folders.put(address.bucket(), address.key(), content.bytes().asByteArray());
      } catch (ObjectStoreException e) {
        throw failed(e);
      }
      return;
    }
    var parameters = parameters(address);
    parameters.set("Body", SdkJson.BINARY.bytesToJson(content.bytes()));
    if (content.type() != null) {
      parameters.put("ContentType", content.type());
    }
    s3(task).call("putObject", parameters, SdkJson.BINARY, key(task));
  }

  private SdkService s3(TaskRequest task) {
    return clients.service("s3", task, AwsService.S3);
  }

  private static UUID key(TaskRequest task) {
    return UUID.fromString(task.idempotencyKey());
  }

  private static ObjectNode parameters(Address address) {
    return JsonText.MAPPER
        .createObjectNode()
        .put("Bucket", address.bucket())
        .put("Key", address.key());
  }

  private static TaskFailedException failed(ObjectStoreException e) {
    return AwsService.S3.failed(
        e.getCause() instanceof NoSuchFileException
            ? "NoSuchKeyException"
            : AwsService.S3.baseException(),
        String.valueOf(e.getMessage()));
  }

  /**
   * What an object holds.
   *
   * @param bytes all of it
   * @param type its media type, if it is known
   */
  public record Content(SdkBytes bytes, @Nullable String type) {}

  /**
   * Which object.
   *
   * @param bucket the bucket
   * @param key its key
   */
  public record Address(String bucket, String key) {
    private static final Pattern URI = Pattern.compile("s3://([^/]+)/(.+)", Pattern.DOTALL);

    /**
     * The address that a URI gives.
     *
     * @param field the parameter that it comes from
     * @throws TaskFailedException it is no such URI
     */
    public static Address of(String field, String uri) {
      var parts = URI.matcher(uri);
      if (!parts.matches()) {
        throw new TaskFailedException(
            "States.Runtime",
            "The value for the field '" + field + "' must be a URI such as s3://bucket/key");
      }
      return new Address(parts.group(1), parts.group(2));
    }

    /** Its URI. */
    @Override
    public String toString() {
      return "s3://" + bucket + "/" + key;
    }
  }
}
