package dev.stateway.workflows.maprun;

import dev.stateway.workflows.execution.ExecutionRequest.ExecutionIdentity;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The names of a Map Run, and those of its executions, which follow from them: an execution that is
 * run again has the same.
 *
 * @param mapRunArn {@code arn:aws:states:R:A:mapRun:NAME/LABEL:UUID}
 * @param executionArn the execution whose Map state it belongs to
 * @param stateMachineName the name of that one's state machine
 * @param label of the Map state
 * @param roleArn the role of the state machine
 * @param express whether its executions are of type EXPRESS
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/dg/concepts-examine-map-run.html">Map
 *     Run</a>
 */
public record MapRunIdentity(
    String mapRunArn,
    String executionArn,
    String stateMachineName,
    String label,
    @Nullable String roleArn,
    boolean express) {
  private static final int PLACE_PARTS = 5;

  /** Of a new Map Run of this execution. */
  public static MapRunIdentity of(
      ExecutionIdentity parent, String label, boolean express, String id) {
    // An execution of a Map Run may have Map Runs of its own: they belong to the same state
    // machine.
    var machine = parent.stateMachineName().split("/", -1)[0];
    return new MapRunIdentity(
        place(parent.executionArn()) + "mapRun:" + machine + "/" + label + ":" + id,
        parent.executionArn(),
        machine,
        label,
        parent.roleArn(),
        express);
  }

  /** The last part of the ARN. */
  public String id() {
    return mapRunArn.substring(mapRunArn.lastIndexOf(':') + 1);
  }

  /** {@code NAME/LABEL}: the state machine that its executions are of. */
  public String childMachineName() {
    return stateMachineName + "/" + label;
  }

  /** The ARN of that state machine. */
  public String childMachineArn() {
    return place(mapRunArn) + "stateMachine:" + childMachineName();
  }

  /** Who an execution of it is: an EXPRESS one that is run again is a new one of the same name. */
  public ExecutionIdentity child(ChildInput child) {
    var name = named(mapRunArn + "/" + child.index());
    var start = ":" + child.index() + (child.redrive() == null ? "" : ":" + child.redrive());
    var arn =
        express
            ? "express:" + childMachineName() + ":" + name + ":" + named(mapRunArn + start)
            : "execution:" + childMachineName() + ":" + name;
    return new ExecutionIdentity(
        place(mapRunArn) + arn, name, childMachineArn(), childMachineName(), roleArn, express);
  }

  private static String named(String text) {
    return UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8)).toString();
  }

  private static String place(String arn) {
    var end = -1;
    for (var i = 0; i < PLACE_PARTS; i++) {
      end = arn.indexOf(':', end + 1);
    }
    return arn.substring(0, end + 1);
  }
}
