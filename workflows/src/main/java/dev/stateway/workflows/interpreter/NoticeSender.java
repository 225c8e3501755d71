package dev.stateway.workflows.interpreter;

import dev.stateway.translator.JsonText;
import dev.stateway.translator.model.TaskState;
import dev.stateway.workflows.approval.ApprovalDelegation;
import dev.stateway.workflows.approval.ApprovalNotice;
import dev.stateway.workflows.approval.ApprovalNotice.Occasion;
import dev.stateway.workflows.approval.ApprovalNotice.Status;
import dev.stateway.workflows.runtime.TaskWork;
import dev.stateway.workflows.task.TaskRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Has word of an approval sent: for each channel a piece of work, whose arguments are {@code
 * {approval, occasion, channel, delegation?, expiresAt?}} and those of the state; and has written
 * down what becomes of it: {@code {approval, record, title}}.
 *
 * @param state that asks
 * @param execution it belongs to
 * @param approval what is asked
 */
record NoticeSender(TaskState state, Execution execution, Approval approval) {
  /** With all tries. */
  private static final Duration LONGEST = Duration.ofMinutes(10);

  private static final int SEMANTICS_OF_ROLES = 7;

  void send(Occasion occasion) {
    send(occasion, "", null);
  }

  /** Tells that somebody may decide in place of somebody else. */
  void sendDelegated(ApprovalDelegation.Recorded delegation) {
    send(Occasion.DELEGATED, delegation.delegationId() + "#", delegation);
  }

  /** Has it written down in the audit log that this has become of it. */
  void record(String what) {
    var arguments = JsonText.MAPPER.createObjectNode();
    arguments.put("approval", approval.id());
    arguments.put("record", what);
    put(arguments, "title", approval.terms().title());
    var key = approval.id() + "@" + execution.now() + "#record" + what;
    approval.notices().addRecord(execution.runtime().start(work(arguments, key)));
  }

  private void send(
      Occasion occasion, String prefix, ApprovalDelegation.@Nullable Recorded delegation) {
    var terms = approval.terms();
    var number = 0;
    for (var channel : terms.channels(occasion, approval.isEscalated())) {
      var kind =
          channel.propertyNames().stream().filter(name -> !name.equals("Format")).findFirst();
      var name = kind.orElseThrow();
      var notice =
          new ApprovalNotice(
              occasion, name, channel.path(name).asString(), Status.SENDING, execution.now(), null);
      var key = approval.id() + "@" + execution.now() + "#" + prefix + occasion + number++;
      var arguments = arguments(occasion, channel, delegation);
      approval.notices().add(notice, execution.runtime().start(work(arguments, key)));
    }
  }

  private TaskWork work(ObjectNode arguments, String key) {
    var identity = execution.identity();
    var request =
        new TaskRequest(
            state.resource().arn(),
            state.name(),
            arguments,
            null,
            UUID.nameUUIDFromBytes((identity.executionArn() + key).getBytes(StandardCharsets.UTF_8))
                .toString(),
            identity.executionArn(),
            null,
            null,
            execution.hasSemantics(SEMANTICS_OF_ROLES) ? execution.roleOfTasks() : null);
    return new TaskWork(
        TaskWork.Step.NOTICE, TaskWork.NOTICE, request, LONGEST, null, identity.express());
  }

  private ObjectNode arguments(
      Occasion occasion, JsonNode channel, ApprovalDelegation.@Nullable Recorded delegation) {
    var view = approval.view();
    var arguments = JsonText.MAPPER.createObjectNode();
    arguments.put("approval", approval.id());
    arguments.put("occasion", occasion.name());
    arguments.set("channel", channel);
    put(arguments, "title", view.terms().title());
    put(arguments, "description", view.terms().description());
    if (view.terms().details() != null) {
      arguments.set("details", view.terms().details());
    }
    arguments.put("requestedAt", view.requestedAt().toString());
    put(arguments, "expiresAt", view.expiresAt() == null ? null : view.expiresAt().toString());
    // Whom it is handed on to is a user, who decides in their own name.
    arguments.put("links", view.terms().hasLinks() && delegation == null);
    if (delegation != null) {
      var said = arguments.putObject("delegation");
      said.put("by", delegation.by().name());
      said.put("to", delegation.to());
      put(said, "comment", delegation.comment());
    }
    return arguments;
  }

  private static void put(ObjectNode arguments, String name, @Nullable String value) {
    if (value != null) {
      arguments.put(name, value);
    }
  }
}
