package dev.stateway.api.registry;

import dev.stateway.translator.model.MachineType;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A state machine as it is now.
 *
 * @param arn who it is
 * @param name its name
 * @param type STANDARD or EXPRESS
 * @param contents what it is
 * @param revisionId which revision this is; absent until the first change
 * @param createdAt when it was created
 * @param updatedAt when it last changed
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/apireference/API_DescribeStateMachine.html">DescribeStateMachine</a>
 */
public record RegisteredStateMachine(
    String arn,
    String name,
    MachineType type,
    StateMachineContents contents,
    @Nullable String revisionId,
    Instant createdAt,
    Instant updatedAt) {
  /** Whether its executions are of the EXPRESS kind. */
  public boolean isExpress() {
    return type == MachineType.EXPRESS;
  }

  RegisteredStateMachine revised(StateMachineContents changed, String revision, Instant now) {
    return new RegisteredStateMachine(arn, name, type, changed, revision, createdAt, now);
  }

  /** Whether creating this again would be the same request: the role and the tags do not count. */
  boolean isSameAs(NewStateMachine wanted) {
    return type == wanted.type()
        && contents.definition().equals(wanted.contents().definition())
        && contents.settings().equals(wanted.contents().settings());
  }
}
