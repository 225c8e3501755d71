package dev.stateway.api.approval;

import dev.stateway.api.arn.ResourceName;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/** The id of an approval, {@code STATEMACHINE~EXECUTION~EVENTID}: it says whose it is. */
public record ApprovalId(String stateMachine, String execution, String event) {
  private static final Pattern EVENT = Pattern.compile("\\d{1,18}");

  /** The id of this text; empty if it cannot be one. */
  public static Optional<ApprovalId> parse(String text) {
    var parts = text.split("~", -1);
    return parts.length == 3
            && isStateMachine(parts[0])
            && ResourceName.isValid(parts[1])
            && EVENT.matcher(parts[2]).matches()
        ? Optional.of(new ApprovalId(parts[0], parts[1], parts[2]))
        : Optional.empty();
  }

  /** Its name, or {@code NAME/LABEL} for the executions of a Map Run. */
  private static boolean isStateMachine(String text) {
    var names = text.split("/", -1);
    return names.length <= 2 && Arrays.stream(names).allMatch(ResourceName::isValid);
  }

  /** The workflow that the execution is. */
  public String workflowId() {
    return stateMachine + ":" + execution;
  }

  @Override
  public String toString() {
    return stateMachine + "~" + execution + "~" + event;
  }
}
