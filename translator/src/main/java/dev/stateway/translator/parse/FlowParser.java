package dev.stateway.translator.parse;

import dev.stateway.translator.model.Flow;
import dev.stateway.translator.model.MachineType;
import dev.stateway.translator.model.State;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Parses {@code StartAt} and {@code States}: of the machine, a branch or an item processor. */
final class FlowParser {
  private static final int MAX_NAME_LENGTH = 80;

  private final QueryLanguage language;
  private final MachineType type;
  private final Problems problems;
  private final Set<String> names;

  FlowParser(QueryLanguage language, MachineType type, Problems problems) {
    this(language, type, problems, new HashSet<>());
  }

  private FlowParser(
      QueryLanguage language, MachineType type, Problems problems, Set<String> names) {
    this.language = language;
    this.type = type;
    this.problems = problems;
    this.names = names;
  }

  /** One for flows of the same definition that run as executions of a type of their own. */
  FlowParser ofType(MachineType itsType) {
    return new FlowParser(language, itsType, problems, names);
  }

  /** The language of flows that do not say theirs. */
  QueryLanguage language() {
    return language;
  }

  /** A branch or an item processor; null if a problem leaves nothing to make it of. */
  @Nullable Flow parseInner(Fields fields) {
    fields.text("Comment");
    var flow = parse(fields);
    fields.close();
    Transitions.checkInner(fields, problems);
    return flow;
  }

  /** The flow; null if a problem leaves nothing to make it of. */
  @Nullable Flow parse(Fields fields) {
    var startAt = fields.requiredText("StartAt");
    fields.require("States");
    var states = fields.object("States");
    if (states == null) {
      return null;
    }
    if (states.names().isEmpty()) {
      fields.problem("Value cannot be empty", "States");
    }
    var parsed = new LinkedHashMap<String, State>();
    boolean complete = true;
    for (var name : states.names()) {
      checkName(name, states.at(name));
      var state = state(name, states);
      complete &= state != null;
      if (state != null) {
        parsed.put(name, state);
      }
    }
    if (startAt == null || !complete) {
      return null;
    }
    return new Flow(startAt, parsed);
  }

  private @Nullable State state(String name, Fields states) {
    var fields = states.state(name);
    return fields == null
        ? null
        : StateParser.parse(new Context(fields, name, language, type, this));
  }

  private void checkName(String name, String location) {
    if (name.isEmpty() || name.length() > MAX_NAME_LENGTH) {
      problems.error(
          "INVALID_STATE_NAME",
          "A state name must have between 1 and " + MAX_NAME_LENGTH + " characters",
          location);
    }
    if (!names.add(name)) {
      problems.error("DUPLICATE_STATE_NAME", "Duplicate state name: " + name, location);
    }
  }
}
