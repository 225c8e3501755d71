package dev.stateway.api.registry;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A version of a state machine: one of its revisions, which does not change any more.
 *
 * @param machineArn the state machine
 * @param number which version, from 1 on; the number of one that was deleted is not given again
 * @param description what it is called
 * @param createdAt when it was published
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/apireference/API_StateMachineVersionListItem.html">StateMachineVersionListItem</a>
 */
public record PublishedVersion(
    String machineArn, int number, @Nullable String description, Instant createdAt) {
  /** Who it is. */
  public String arn() {
    return arn(machineArn, number);
  }

  static String arn(String machineArn, int number) {
    return machineArn + ":" + number;
  }
}
