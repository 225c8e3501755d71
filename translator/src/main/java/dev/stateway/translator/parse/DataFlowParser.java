package dev.stateway.translator.parse;

import dev.stateway.translator.model.DataFlow;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Parses what a state does with its data; which fields it may have depends on its type. */
final class DataFlowParser {
  /** The groups of fields that not every type of state has. */
  enum Part {
    /** {@code Parameters}. */
    PARAMETERS,
    /** {@code Arguments}. */
    ARGUMENTS,
    /** {@code ResultSelector}. */
    RESULT_SELECTOR,
    /** {@code ResultPath}. */
    RESULT_PATH,
    /** {@code Assign}. */
    ASSIGN
  }

  private DataFlowParser() {}

  static DataFlow parse(Context context, Part... parts) {
    var has = EnumSet.noneOf(Part.class);
    has.addAll(Set.of(parts));
    nameFieldsOfTheOther(context, has);
    return context.isJsonata() ? jsonata(context, has) : jsonPath(context, has);
  }

  private static void nameFieldsOfTheOther(Context context, EnumSet<Part> has) {
    var other = new ArrayList<String>();
    if (context.isJsonata()) {
      other.addAll(List.of("InputPath", "OutputPath"));
      if (has.contains(Part.PARAMETERS)) {
        other.add("Parameters");
      }
      if (has.contains(Part.RESULT_SELECTOR)) {
        other.add("ResultSelector");
      }
      if (has.contains(Part.RESULT_PATH)) {
        other.add("ResultPath");
      }
    } else {
      other.add("Output");
      if (has.contains(Part.ARGUMENTS)) {
        other.add("Arguments");
      }
    }
    context.fields().ofOtherLanguage(context.language(), other.toArray(String[]::new));
  }

  private static DataFlow jsonPath(Context context, EnumSet<Part> has) {
    var fields = new JsonPathFields(context.fields());
    var resultPath =
        has.contains(Part.RESULT_PATH)
            ? fields.resultPath()
            : new JsonPathFields.ResultPath(null, false);
    return new DataFlow.JsonPathFlow(
        fields.path("InputPath"),
        has.contains(Part.PARAMETERS) ? fields.template("Parameters") : null,
        has.contains(Part.RESULT_SELECTOR) ? fields.template("ResultSelector") : null,
        resultPath.path(),
        resultPath.discard(),
        fields.path("OutputPath"),
        has.contains(Part.ASSIGN) ? fields.assign() : null);
  }

  private static DataFlow jsonata(Context context, EnumSet<Part> has) {
    var fields = new JsonataFields(context.fields());
    return new DataFlow.JsonataFlow(
        has.contains(Part.ARGUMENTS) ? fields.template("Arguments") : null,
        fields.template("Output"),
        has.contains(Part.ASSIGN) ? fields.assign() : null);
  }
}
