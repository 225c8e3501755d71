package dev.stateway.translator.parse;

import dev.stateway.translator.model.State;
import dev.stateway.translator.model.SucceedState;

/** Parses a Succeed state. */
final class SucceedStateParser {
  private SucceedStateParser() {}

  static State parse(Context context) {
    return new SucceedState(context.name(), DataFlowParser.parse(context));
  }
}
