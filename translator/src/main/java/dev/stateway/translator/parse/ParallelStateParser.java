package dev.stateway.translator.parse;

import dev.stateway.translator.model.Flow;
import dev.stateway.translator.model.ParallelState;
import dev.stateway.translator.model.State;
import dev.stateway.translator.parse.DataFlowParser.Part;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/** Parses a Parallel state. */
final class ParallelStateParser {
  private ParallelStateParser() {}

  static @Nullable State parse(Context context) {
    var fields = context.fields();
    var flow =
        DataFlowParser.parse(
            context,
            Part.PARAMETERS,
            Part.ARGUMENTS,
            Part.RESULT_SELECTOR,
            Part.RESULT_PATH,
            Part.ASSIGN);
    var branches = new ArrayList<Flow>();
    boolean complete = true;
    for (var branch : fields.requiredObjects("Branches")) {
      var parsed = context.flows().parseInner(branch);
      complete &= parsed != null;
      if (parsed != null) {
        branches.add(parsed);
      }
    }
    var retriers = ErrorHandlingParser.retriers(fields);
    var catchers = ErrorHandlingParser.catchers(context);
    var transition = StateParser.transition(fields);
    return complete
        ? new ParallelState(context.name(), flow, branches, retriers, catchers, transition)
        : null;
  }
}
