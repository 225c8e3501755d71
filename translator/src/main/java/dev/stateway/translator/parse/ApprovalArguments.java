package dev.stateway.translator.parse;

import java.util.List;
import tools.jackson.databind.node.ArrayNode;

/** Checks the arguments of a human approval; computed ones are checked when it is asked for. */
final class ApprovalArguments {
  private static final List<String> LATER =
      List.of(
          "Form",
          "Quorum",
          "ExcludeInitiator",
          "Reminders",
          "EscalateTo",
          "ExpiresAfterSeconds",
          "Notify");

  private ApprovalArguments() {}

  static void check(Context context) {
    var field = context.isJsonata() ? "Arguments" : "Parameters";
    var state = context.fields();
    var json = state.json(field);
    if (json == null) {
      state.problems().schema("These fields are required: [" + field + "]", state.location());
    } else if (!context.isJsonata() || !JsonataFields.isExpression(json)) {
      var arguments = state.object(field);
      if (arguments != null) {
        check(arguments, context.isJsonata());
      }
    }
  }

  private static void check(Fields arguments, boolean jsonata) {
    if (!isComputed(arguments, "Title", jsonata)) {
      arguments.requiredText("Title");
    }
    if (!isComputed(arguments, "Description", jsonata)) {
      arguments.text("Description");
    }
    isComputed(arguments, "Details", jsonata);
    arguments.ignore("Details");
    if (!isComputed(arguments, "Approvers", jsonata)) {
      checkApprovers(arguments);
    }
    for (var name : LATER) {
      isComputed(arguments, name, jsonata);
      if (arguments.has(name) || arguments.has(name + ".$")) {
        arguments.ignore(name);
        arguments.problem("The field '" + name + "' is not supported yet", name);
      }
    }
    arguments.close();
  }

  private static boolean isComputed(Fields arguments, String name, boolean jsonata) {
    if (jsonata) {
      var value = arguments.has(name) ? arguments.json(name) : null;
      return value != null && JsonataFields.isExpression(value);
    }
    arguments.ignore(name + ".$");
    return arguments.has(name + ".$");
  }

  private static void checkApprovers(Fields arguments) {
    var approvers = arguments.array("Approvers");
    if (approvers == null) {
      return;
    }
    if (approvers.isEmpty()) {
      arguments.problem("Value cannot be empty", "Approvers");
    }
    checkTexts(arguments, approvers);
  }

  private static void checkTexts(Fields arguments, ArrayNode approvers) {
    for (int i = 0; i < approvers.size(); i++) {
      if (!approvers.get(i).isString()) {
        arguments.problem("Expected value of type String", "Approvers/" + i);
      }
    }
  }
}
