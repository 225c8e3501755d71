package dev.stateway.api.states;

import dev.stateway.api.arn.StatesArn;
import dev.stateway.api.arn.StatesArn.StateMachine;
import dev.stateway.api.error.AwsError;

/** The rule for ARNs of state machines that must not name a version or an alias. */
final class UnqualifiedArn {
  private UnqualifiedArn() {}

  /**
   * This ARN.
   *
   * @throws AwsError InvalidArn, ValidationException
   */
  static StateMachine require(String arn) {
    var machine = StatesArn.stateMachine(arn);
    if (machine.qualifier() != null) {
      throw AwsError.validation(
          "The state machine ARN must not name a version or an alias: '" + arn + "'");
    }
    return machine;
  }
}
