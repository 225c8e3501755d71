package dev.stateway.api.states;

import dev.stateway.api.error.AwsError;
import dev.stateway.api.registry.StateMachineSettings;
import dev.stateway.api.states.RequestMembers.Text;
import dev.stateway.translator.JsonText;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads the configurations of a state machine that are stored and shown again.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/apireference/API_LoggingConfiguration.html">LoggingConfiguration</a>
 */
final class Settings {
  private static final int KMS_REUSE_MIN = 60;
  private static final int KMS_REUSE_MAX = 900;

  private Settings() {}

  /** What was sent; absent parts were not. */
  record Sent(
      @Nullable ObjectNode logging, @Nullable ObjectNode tracing, @Nullable ObjectNode encryption) {
    boolean isEmpty() {
      return logging == null && tracing == null && encryption == null;
    }

    /** These, over the given ones. */
    StateMachineSettings over(StateMachineSettings present) {
      return new StateMachineSettings(
          logging == null ? present.logging() : logging,
          tracing == null ? present.tracing() : tracing,
          encryption == null ? present.encryption() : encryption);
    }
  }

  /** What holds when nothing was sent. */
  static StateMachineSettings defaults() {
    return new StateMachineSettings(
        object().put("level", LogLevel.OFF.name()).put("includeExecutionData", false),
        object().put("enabled", false),
        object().put("type", EncryptionType.AWS_OWNED_KEY.name()));
  }

  static Sent read(RequestMembers members) {
    return new Sent(
        members.structure("loggingConfiguration").map(Settings::logging).orElse(null),
        members.structure("tracingConfiguration").map(Settings::tracing).orElse(null),
        readEncryption(members).orElse(null));
  }

  /** The encryption that was sent, or what holds when none was. */
  static JsonNode encryptionOrDefault(RequestMembers members) {
    var sent = readEncryption(members);
    return sent.isPresent() ? sent.get() : defaults().encryption();
  }

  private static Optional<ObjectNode> readEncryption(RequestMembers members) {
    return members.structure("encryptionConfiguration").map(Settings::encryption);
  }

  private enum LogLevel {
    ALL,
    ERROR,
    FATAL,
    OFF
  }

  private static ObjectNode logging(RequestMembers members) {
    var level = members.optional("level", LogLevel.class).orElse(LogLevel.OFF);
    var logging = object().put("level", level.name());
    logging.put("includeExecutionData", members.optional("includeExecutionData", false));
    var destinations = members.structures("destinations");
    destinations.ifPresent(list -> {
      var array = logging.putArray("destinations");
      list.stream().map(Settings::destination).forEach(array::add);
    });
    var count = destinations.map(List::size).orElse(0);
    if (count > 1 || (level != LogLevel.OFF && count != 1)) {
      throw AwsError.invalidLoggingConfiguration("Must specify exactly one Log Destination.");
    }
    return logging;
  }

  private static ObjectNode destination(RequestMembers members) {
    var destination = object();
    members
        .structure("cloudWatchLogsLogGroup")
        .flatMap(group -> Optional.ofNullable(group.optional("logGroupArn", Text.ARN)))
        .ifPresent(arn -> destination.putObject("cloudWatchLogsLogGroup").put("logGroupArn", arn));
    return destination;
  }

  private static ObjectNode tracing(RequestMembers members) {
    return object().put("enabled", members.optional("enabled", false));
  }

  private enum EncryptionType {
    AWS_OWNED_KEY,
    CUSTOMER_MANAGED_KMS_KEY
  }

  private static ObjectNode encryption(RequestMembers members) {
    var type = members.optional("type", EncryptionType.class).orElse(EncryptionType.AWS_OWNED_KEY);
    var encryption = object().put("type", type.name());
    var key = members.optional("kmsKeyId", Text.KMS_KEY);
    var reuse = members.optional("kmsDataKeyReusePeriodSeconds", KMS_REUSE_MIN, KMS_REUSE_MAX);
    switch (type) {
      case AWS_OWNED_KEY -> {
        if (key != null || reuse.isPresent()) {
          throw AwsError.invalidEncryptionConfiguration(
              "kmsKeyId and kmsDataKeyReusePeriodSeconds are for the type"
                  + " CUSTOMER_MANAGED_KMS_KEY");
        }
      }
      case CUSTOMER_MANAGED_KMS_KEY -> {
        if (key == null) {
          throw AwsError.invalidEncryptionConfiguration(
              "kmsKeyId is required for the type CUSTOMER_MANAGED_KMS_KEY");
        }
        encryption.put("kmsKeyId", key);
        reuse.ifPresent(seconds -> encryption.put("kmsDataKeyReusePeriodSeconds", seconds));
      }
    }
    return encryption;
  }

  private static ObjectNode object() {
    return JsonText.MAPPER.createObjectNode();
  }
}
