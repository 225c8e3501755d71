package dev.stateway.api.states;

import dev.stateway.api.error.AwsError;
import dev.stateway.api.states.RequestMembers.Text;

/**
 * Whether a request asks for a version.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/dg/concepts-state-machine-version.html">Versions</a>
 */
record Publishing(boolean publish, boolean described) {
  static Publishing read(RequestMembers members) {
    return new Publishing(
        members.optional("publish", false),
        members.optional("versionDescription", Text.VERSION_DESCRIPTION) != null);
  }

  /**
   * Refuses what cannot be done.
   *
   * @throws AwsError versions are not built yet
   */
  void require() {
    if (publish) {
      throw AwsError.notBuiltYet("Publishing a version (publish)");
    }
    if (described) {
      throw AwsError.validation("Version description can only be set when publish is true");
    }
  }
}
