package dev.stateway.translator.parse;

import dev.stateway.translator.model.State;
import dev.stateway.translator.model.Transition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Parses one state: by its type, with what all types share. */
final class StateParser {
  private static final List<String> TYPES =
      List.of("Task", "Wait", "Pass", "Succeed", "Fail", "Choice", "Parallel", "Map");

  private StateParser() {}

  /** The state; null if a problem leaves nothing to make it of. */
  static @Nullable State parse(Context inherited) {
    var fields = inherited.fields();
    fields.text("Comment");
    var context = withOwnLanguage(inherited);
    var type = fields.requiredText("Type");
    var state =
        switch (type) {
          case null -> null;
          case "Task" -> TaskStateParser.parse(context);
          case "Pass" -> PassStateParser.parse(context);
          case "Wait" -> WaitStateParser.parse(context);
          case "Choice" -> ChoiceStateParser.parse(context);
          case "Succeed" -> SucceedStateParser.parse(context);
          case "Fail" -> FailStateParser.parse(context);
          case "Parallel" -> ParallelStateParser.parse(context);
          case "Map" -> MapStateParser.parse(context);
          default -> unknownType(fields);
        };
    // Of a state without a type nothing is known about the other fields.
    if (state != null || isKnown(type)) {
      fields.close();
    } else if (type == null && !fields.has("Type")) {
      fields.problems().schema("These fields are required: [Type]", fields.location());
    }
    return state;
  }

  private static boolean isKnown(@Nullable String type) {
    return type != null && TYPES.contains(type);
  }

  private static @Nullable State unknownType(Fields fields) {
    fields.problem(
        "The field 'Type' should have one of these values: [" + String.join(", ", TYPES) + "]",
        "Type");
    return null;
  }

  private static Context withOwnLanguage(Context inherited) {
    var fields = inherited.fields();
    var own = QueryLanguage.declared(fields, inherited.language());
    if (inherited.isJsonata() && own == QueryLanguage.JSONPATH) {
      fields
          .problems()
          .schema(
              "'QueryLanguage' can not be 'JSONPath' if set to 'JSONata' for whole state machine",
              fields.location());
      fields.overlookOtherLanguage();
    }
    return new Context(fields, inherited.name(), own, inherited.type(), inherited.flows());
  }

  /** {@code Next} or {@code End}: a state has one of them. */
  static Transition transition(Fields fields) {
    var next = fields.text("Next");
    var end = fields.flag("End");
    boolean ends = Boolean.TRUE.equals(end);
    if (next != null && ends) {
      fields.exclusive("Next", "End");
    } else if (next == null && !ends && !fields.has("Next")) {
      fields
          .problems()
          .schema("There should be one of the following fields: [Next, End]", fields.location());
    }
    return next == null ? new Transition.End() : new Transition.Next(next);
  }
}
