package dev.stateway.translator.parse;

import dev.stateway.translator.model.PassState;
import dev.stateway.translator.model.State;
import dev.stateway.translator.parse.DataFlowParser.Part;

/** Parses a Pass state. */
final class PassStateParser {
  private PassStateParser() {}

  static State parse(Context context) {
    var fields = context.fields();
    var flow = DataFlowParser.parse(context, Part.PARAMETERS, Part.RESULT_PATH, Part.ASSIGN);
    if (context.isJsonata()) {
      fields.ofOtherLanguage(context.language(), "Result");
    }
    var result = context.isJsonata() ? null : fields.json("Result");
    if (result != null) {
      Hints.staticResult(fields, result);
    }
    return new PassState(context.name(), flow, result, StateParser.transition(fields));
  }
}
