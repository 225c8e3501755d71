package dev.stateway.api.states;

import dev.stateway.api.error.AwsError;
import dev.stateway.api.registry.Publication;
import dev.stateway.api.states.RequestMembers.Text;
import org.jspecify.annotations.Nullable;

/**
 * Whether a request asks for a version.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/dg/concepts-state-machine-version.html">Versions</a>
 */
record Publishing(boolean publish, @Nullable String versionDescription) {
  static Publishing read(RequestMembers members) {
    return new Publishing(
        members.optional("publish", false),
        members.optional("versionDescription", Text.DESCRIPTION));
  }

  /**
   * The version that is wanted; absent for none.
   *
   * @throws AwsError ValidationException
   */
  @Nullable Publication publication() {
    if (publish) {
      return new Publication(versionDescription);
    }
    if (versionDescription != null && !versionDescription.isEmpty()) {
      throw AwsError.validation("Version description can only be set when publish is true");
    }
    return null;
  }
}
