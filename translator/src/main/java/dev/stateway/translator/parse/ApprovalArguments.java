package dev.stateway.translator.parse;

import java.util.List;

/** Checks the arguments of a human approval; computed ones are checked when it is asked for. */
final class ApprovalArguments {
  private static final List<String> LATER =
      List.of(
          "Approvers", "Form", "Quorum", "ExcludeInitiator", "Reminders", "EscalateTo", "Notify");

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
    if (!isComputed(arguments, "ExpiresAfterSeconds", jsonata)) {
      checkExpiry(arguments);
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

  private static void checkExpiry(Fields arguments) {
    var expiry =
        arguments.has("ExpiresAfterSeconds") ? arguments.json("ExpiresAfterSeconds") : null;
    if (expiry != null && !(expiry.isIntegralNumber() && expiry.asLong() > 0)) {
      arguments.problem("Expected value of type Positive Integer", "ExpiresAfterSeconds");
    }
  }
}
