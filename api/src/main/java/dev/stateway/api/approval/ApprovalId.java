package dev.stateway.api.approval;

import dev.stateway.api.arn.ResourceName;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.web.util.UriUtils;

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
  static boolean isStateMachine(String text) {
    var names = text.split("/", -1);
    return names.length <= 2 && Arrays.stream(names).allMatch(ResourceName::isValid);
  }

  /** The workflow that the execution is. */
  public String workflowId() {
    return stateMachine + ":" + execution;
  }

  /** The same as one part of a path: a slash in it is none of the path. */
  public String pathPart() {
    return UriUtils.encode(toString(), StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return stateMachine + "~" + execution + "~" + event;
  }
}
