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
    fields.ignore("Comment");
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
    var word = fields.text("QueryLanguage");
    if (word == null) {
      return inherited;
    }
    var own = QueryLanguage.of(word);
    if (own.isEmpty()) {
      fields.problem(
          "The field 'QueryLanguage' should have one of these values: [JSONPath, JSONata]",
          "QueryLanguage");
      return inherited;
    }
    if (inherited.isJsonata() && own.get() == QueryLanguage.JSONPATH) {
      fields
          .problems()
          .schema(
              "'QueryLanguage' can not be 'JSONPath' if set to 'JSONata' for whole state machine",
              fields.location());
    }
    return new Context(fields, inherited.name(), own.get(), inherited.type(), inherited.flows());
  }

  /** {@code Next} or {@code End}: a state has one of them. */
  static Transition transition(Fields fields) {
    var next = fields.text("Next");
    var end = fields.flag("End");
    boolean ends = Boolean.TRUE.equals(end);
    if (next != null && ends) {
      fields.problems().schema("Only one of 'Next' and 'End' is allowed", fields.location());
    } else if (next == null && !ends && !fields.has("Next")) {
      fields.problems().schema("These fields are required: [Next] or [End]", fields.location());
    }
    return next == null ? new Transition.End() : new Transition.Next(next);
  }
}
