package dev.stateway.api.registry;

import org.jspecify.annotations.Nullable;

/**
 * A state machine and the version that it is.
 *
 * @param machine what it is
 * @param version the version; absent for one that is none
 * @param aliasArn the alias that has led to it; absent when none has
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/dg/execution-alias-version-associate.html">How
 *     Step Functions associates executions with a version or alias</a>
 */
public record QualifiedStateMachine(
    RegisteredStateMachine machine, @Nullable PublishedVersion version, @Nullable String aliasArn) {
  /** Without a version. */
  static QualifiedStateMachine latest(RegisteredStateMachine machine) {
    return new QualifiedStateMachine(machine, null, null);
  }

  QualifiedStateMachine through(String itsAliasArn) {
    return new QualifiedStateMachine(machine, version, itsAliasArn);
  }

  /** The ARN of the version, if it is one. */
  public @Nullable String versionArn() {
    return version == null ? null : version.arn();
  }
}
