package dev.stateway.api.arn;

import java.util.regex.Pattern;

/**
 * The rule for the names of aliases: none is the number of a version.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/apireference/API_CreateStateMachineAlias.html">CreateStateMachineAlias,
 *     name</a>
 */
public final class AliasName {
  /** How it is written, as AWS says it. */
  public static final Pattern PATTERN =
      Pattern.compile("^(?=.*[a-zA-Z_\\-\\.])[a-zA-Z0-9_\\-\\.]+$");

  private AliasName() {}

  /** Whether this is a name. */
  public static boolean isValid(String name) {
    return name.length() <= ResourceName.MAX_LENGTH && PATTERN.matcher(name).matches();
  }
}
