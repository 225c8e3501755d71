package dev.stateway.api.states;

import dev.stateway.api.error.AwsError;
import java.util.regex.Pattern;

/** The rule for the ARN of a state machine's role. */
final class RoleArn {
  private static final Pattern ROLE = Pattern.compile("arn:[^:]+:iam::\\d{12}:role/[!-~]+");

  private RoleArn() {}

  /**
   * Refuses what is no role.
   *
   * @throws AwsError InvalidArn
   */
  static void require(String arn) {
    if (!isValid(arn)) {
      throw AwsError.invalidRoleArn(arn);
    }
  }

  /** Whether it is the ARN of a role. */
  static boolean isValid(String arn) {
    return ROLE.matcher(arn).matches();
  }
}
