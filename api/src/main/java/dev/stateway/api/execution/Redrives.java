package dev.stateway.api.execution;

import dev.stateway.workflows.execution.ExecutionVisibility;
import io.temporal.api.workflow.v1.WorkflowExecutionInfo;
import io.temporal.common.converter.DataConverter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The latest redrives of an execution, kept in the memo of its workflow: the same client token
 * again is answered with what it did.
 *
 * @param latest the oldest first
 */
record Redrives(List<Redrive> latest) {
  private static final int KEPT = 10;
  private static final Duration VALID = Duration.ofMinutes(15);

  Redrives {
    latest = List.copyOf(latest);
  }

  /** One redrive. */
  record Redrive(@Nullable String clientToken, Instant date) {}

  static Redrives of(WorkflowExecutionInfo info, DataConverter converter) {
    var memo = info.getMemo().getFieldsMap().get(ExecutionVisibility.MEMO_REDRIVES);
    return memo == null
        ? new Redrives(List.of())
        : converter.fromPayload(memo, Redrives.class, Redrives.class);
  }

  /** When this token was first used, if that is still to be answered the same. */
  Optional<Instant> dateOf(@Nullable String clientToken, Instant now) {
    return latest.stream()
        .filter(redrive -> clientToken != null && clientToken.equals(redrive.clientToken()))
        .map(Redrive::date)
        .filter(date -> date.plus(VALID).isAfter(now))
        .findFirst();
  }

  Redrives with(Redrive redrive) {
    var all = new ArrayList<>(latest);
    all.add(redrive);
    return new Redrives(all.subList(Math.max(0, all.size() - KEPT), all.size()));
  }
}
