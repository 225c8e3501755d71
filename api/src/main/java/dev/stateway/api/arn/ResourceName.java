package dev.stateway.api.arn;

import dev.stateway.api.error.AwsError;

/**
 * The rule for the names of state machines, executions and activities.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/apireference/API_CreateStateMachine.html">CreateStateMachine,
 *     name</a>
 */
public final class ResourceName {
  /** How long a name may be, in characters. */
  public static final int MAX_LENGTH = 80;

  private static final String FORBIDDEN = "<>{}[]?*\"#%\\^|~`$&,;:/";
  private static final int PRIVATE_USE_END = 0x10FFFF;

  private ResourceName() {}

  /** Whether this is a name. */
  public static boolean isValid(String name) {
    return !name.isEmpty()
        && name.length() <= MAX_LENGTH
        && name.codePoints().allMatch(ResourceName::isAllowed);
  }

  /**
   * This name.
   *
   * @throws AwsError InvalidName
   */
  public static String require(String name) {
    if (!isValid(name)) {
      throw AwsError.invalidName(name);
    }
    return name;
  }

  private static boolean isAllowed(int character) {
    return FORBIDDEN.indexOf(character) < 0
        && !Character.isISOControl(character)
        && !Character.isWhitespace(character)
        && !Character.isSpaceChar(character)
        && !(character >= Character.MIN_SURROGATE && character <= Character.MAX_SURROGATE)
        && character != 0xFFFE
        && character != 0xFFFF
        && character != PRIVATE_USE_END;
  }
}
