package dev.stateway.translator.parse;

import dev.stateway.translator.Diagnostic;
import dev.stateway.translator.form.FormSchema;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Checks the arguments of a human approval: in a definition those that are not computed, and all of
 * them when it is asked for.
 */
public final class ApprovalArguments {
  private static final int MOST_VOTES = 100;
  private static final int SHORTEST_INTERVAL = 60;
  private static final List<String> CHANNELS = List.of("SNS", "SQS", "Email", "Webhook");

  private final Written written;

  private ApprovalArguments(Written written) {
    this.written = written;
  }

  /** How values that are computed are written. */
  private enum Written {
    AS_JSON_PATH,
    AS_JSONATA,
    /** None is: all have been computed. */
    AS_VALUES
  }

  /** What is wrong with arguments that have been computed. */
  public static List<Diagnostic> problems(ObjectNode arguments) {
    var problems = new Problems();
    new ApprovalArguments(Written.AS_VALUES).check(Fields.root(arguments, problems));
    return problems.all();
  }

  static void check(Context context) {
    var field = context.isJsonata() ? "Arguments" : "Parameters";
    var state = context.fields();
    var json = state.json(field);
    if (json == null) {
      state.problems().schema("These fields are required: [" + field + "]", state.location());
    } else if (!context.isJsonata() || !JsonataFields.isExpression(json)) {
      var arguments = state.object(field);
      if (arguments != null) {
        var written = context.isJsonata() ? Written.AS_JSONATA : Written.AS_JSON_PATH;
        new ApprovalArguments(written).check(arguments);
      }
    }
  }

  private void check(Fields arguments) {
    if (isRequired(arguments, "Title")) {
      arguments.text("Title");
    }
    if (isKnown(arguments, "Description")) {
      arguments.text("Description");
    }
    if (isKnown(arguments, "Details")) {
      arguments.ignore("Details");
    }
    if (isKnown(arguments, "Form")) {
      checkForm(arguments);
    }
    checkVotes(arguments);
    if (isKnown(arguments, "ExpiresAfterSeconds")) {
      checkExpiry(arguments);
    }
    checkEscalation(arguments);
    checkReminders(arguments);
    checkNotify(arguments);
    checkLinks(arguments);
    arguments.close();
  }

  private void checkForm(Fields arguments) {
    var form = arguments.json("Form");
    if (form == null || isComputedAnywhere(form)) {
      return;
    }
    for (var problem : FormSchema.problems(form)) {
      arguments.problem(problem.message(), "Form" + problem.pointer());
    }
  }

  private boolean isComputedAnywhere(JsonNode value) {
    return switch (written) {
      case AS_VALUES -> false;
      case AS_JSON_PATH ->
          value.propertyNames().stream().anyMatch(name -> name.endsWith(".$"))
              || value.valueStream().anyMatch(this::isComputedAnywhere);
      case AS_JSONATA ->
          JsonataFields.isExpression(value)
              || value.valueStream().anyMatch(this::isComputedAnywhere);
    };
  }

  private void checkVotes(Fields arguments) {
    checkApprovers(arguments);
    for (var quorum : List.of("Quorum", "RejectQuorum")) {
      if (isKnown(arguments, quorum)) {
        arguments.integer(quorum, 1, MOST_VOTES);
      }
    }
    if (isKnown(arguments, "ExcludeInitiator")) {
      arguments.flag("ExcludeInitiator");
    }
    var approvers = arguments.peek("Approvers");
    var users = approvers.path("Users").size();
    if (arguments.peek("Quorum").isIntegralNumber()
        && approvers.isObject()
        && !isComputedAnywhere(approvers)
        && !approvers.has("Groups")
        && !approvers.has("Roles")
        // Others may come to them.
        && !isGiven(arguments, "EscalateTo")
        && !isGiven(arguments, "Links")
        && arguments.peek("Quorum").intValue() > users) {
      arguments.problem("There are only " + users + " Approvers", "Quorum");
    }
  }

  private void checkApprovers(Fields holder) {
    if (!isKnown(holder, "Approvers")) {
      return;
    }
    var approvers = holder.object("Approvers");
    if (approvers == null) {
      return;
    }
    var kinds = List.of("Users", "Groups", "Roles");
    if (kinds.stream().noneMatch(kind -> approvers.has(kind) || approvers.has(kind + ".$"))) {
      holder.problem(
          "There should be one of the following fields: [" + String.join(", ", kinds) + "]",
          "Approvers");
    }
    for (var kind : kinds) {
      if (isKnown(approvers, kind)) {
        checkTexts(approvers, kind);
      }
    }
    approvers.close();
  }

  private void checkTexts(Fields holder, String field) {
    var array = holder.array(field);
    if (array != null && array.isEmpty()) {
      holder.problem("Value cannot be empty", field);
    }
    for (var i = 0; array != null && i < array.size(); i++) {
      if (!array.get(i).isString() || array.get(i).stringValue().isBlank()) {
        holder
            .problems()
            .schema("Expected value of type [STRING]", holder.place(field).element(i).pointer());
      }
    }
  }

  private static void checkExpiry(Fields arguments) {
    var expiry = arguments.json("ExpiresAfterSeconds");
    if (expiry != null && !(expiry.isIntegralNumber() && expiry.asLong() > 0)) {
      arguments.problem("Expected value of type Positive Integer", "ExpiresAfterSeconds");
    } else if (expiry != null) {
      arguments.integer("ExpiresAfterSeconds", 1, Fields.MOST_SECONDS);
    }
  }

  private void checkEscalation(Fields arguments) {
    if (!isKnown(arguments, "EscalateTo")) {
      return;
    }
    var escalation = arguments.object("EscalateTo");
    if (escalation == null) {
      return;
    }
    if (isRequired(escalation, "AfterSeconds")) {
      escalation.integer("AfterSeconds", 1, Fields.MOST_SECONDS);
    }
    isRequired(escalation, "Approvers");
    checkApprovers(escalation);
    checkNotify(escalation);
    escalation.close();
  }

  private void checkReminders(Fields arguments) {
    if (!isKnown(arguments, "Reminders")) {
      return;
    }
    for (var reminder : arguments.objects("Reminders", this::isExpression)) {
      reminder.exclusive("AfterSeconds", "EverySeconds");
      if (!isGiven(reminder, "EverySeconds") && isRequired(reminder, "AfterSeconds")) {
        reminder.integer("AfterSeconds", 1, Fields.MOST_SECONDS);
      }
      if (isKnown(reminder, "EverySeconds")) {
        reminder.integer("EverySeconds", SHORTEST_INTERVAL, Fields.MOST_SECONDS);
      }
      reminder.ignore("AfterSeconds");
      reminder.close();
    }
    if (!isGiven(arguments, "Notify")) {
      arguments.problem("There is no Notify to say where reminders go", "Reminders");
    }
  }

  private void checkNotify(Fields holder) {
    if (!isKnown(holder, "Notify")) {
      return;
    }
    for (var channel : holder.objects("Notify", this::isExpression)) {
      var given = CHANNELS.stream().filter(name -> isGiven(channel, name)).toList();
      if (given.size() != 1) {
        channel
            .problems()
            .schema(
                "There should be one of the following fields: ["
                    + String.join(", ", CHANNELS)
                    + "]",
                channel.location());
      }
      for (var name : CHANNELS) {
        checkChannel(channel, name);
      }
      if (isKnown(channel, "Format")) {
        channel.choice("Format", List.of("json", "slack"));
        if (!given.contains("Webhook")) {
          channel.problem("Only a Webhook has a Format", "Format");
        }
      }
      channel.close();
    }
  }

  private void checkChannel(Fields channel, String name) {
    if (!isKnown(channel, name)) {
      return;
    }
    if (name.equals("Email")) {
      checkTexts(channel, name);
      return;
    }
    var target = channel.text(name);
    var isWrong =
        target != null
            && !isExpression(channel.peek(name))
            && (name.equals("SNS") ? !target.startsWith("arn:") : !target.matches("https?://\\S+"));
    if (isWrong) {
      channel.problem(
          name.equals("SNS") ? "Expected the ARN of a topic" : "Expected an HTTP or HTTPS URL",
          name);
    }
  }

  private void checkLinks(Fields arguments) {
    if (isKnown(arguments, "Links")) {
      arguments.flag("Links");
    }
    if (!arguments.peek("Links").asBoolean(false)) {
      return;
    }
    if (!isGiven(arguments, "Notify")) {
      arguments.problem("There is no Notify to say where links go", "Links");
    }
    if (arguments.peek("ExcludeInitiator").asBoolean(false)) {
      arguments.problem(
          "Links cannot be had with ExcludeInitiator: who opens one is not known", "Links");
    }
  }

  private boolean isExpression(JsonNode value) {
    return written == Written.AS_JSONATA && JsonataFields.isExpression(value);
  }

  /** Whether the field is there, computed or not. */
  private boolean isGiven(Fields holder, String name) {
    return holder.has(name) || (written == Written.AS_JSON_PATH && holder.has(name + ".$"));
  }

  /** Whether the field is there and not computed. */
  private boolean isKnown(Fields holder, String name) {
    if (written == Written.AS_JSON_PATH) {
      holder.ignore(name + ".$");
    }
    if (isExpression(holder.peek(name))) {
      holder.ignore(name);
      return false;
    }
    return holder.has(name);
  }

  /** The same of a field that has to be there. */
  private boolean isRequired(Fields holder, String name) {
    if (!isGiven(holder, name)) {
      holder.require(name);
    }
    return isKnown(holder, name);
  }
}
