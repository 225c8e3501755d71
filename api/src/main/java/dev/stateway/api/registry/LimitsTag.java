package dev.stateway.api.registry;

import dev.stateway.api.error.AwsError;
import dev.stateway.workflows.execution.ExecutionLimits;
import java.util.Map;

/**
 * The tag of a state machine that says where its executions fail because they have grown too large.
 */
final class LimitsTag {
  static final String KEY = "stateway:limits";

  private static final String AWS = "aws";
  private static final String STATEWAY = "stateway";

  private LimitsTag() {}

  /**
   * Refuses a value that means nothing.
   *
   * @throws AwsError ValidationException
   */
  static void require(Map<String, String> tags) {
    var value = tags.get(KEY);
    if (value != null && !value.equals(AWS) && !value.equals(STATEWAY)) {
      throw AwsError.validation(
          "The value '%s' of the tag '%s' must be '%s' or '%s'"
              .formatted(value, KEY, AWS, STATEWAY));
    }
  }

  /** The limits of executions that start now. */
  static ExecutionLimits limits(Map<String, String> tags) {
    return switch (tags.getOrDefault(KEY, "")) {
      case AWS -> ExecutionLimits.AWS;
      case STATEWAY -> ExecutionLimits.STATEWAY;
      default -> ExecutionLimits.DEFAULT;
    };
  }
}
