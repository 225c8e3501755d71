package dev.stateway.translator.parse;

import dev.stateway.translator.JsonText;
import dev.stateway.translator.model.MachineType;
import dev.stateway.translator.model.StateMachine;
import java.time.Duration;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Parses the top level of a definition.
 *
 * @see <a href="https://states-language.net/spec.html#toplevelfields">Top-level fields</a>
 */
public final class StateMachineParser {
  private StateMachineParser() {}

  /** The machine; empty if there is none for all the problems. */
  public static Optional<StateMachine> parse(
      JsonNode definition, MachineType type, Problems problems) {
    if (!(definition instanceof ObjectNode object)) {
      problems.schema("Expected value of type [OBJECT]", "/");
      return Optional.empty();
    }
    var fields = Fields.root(object, problems);
    var comment = fields.text("Comment");
    fields.text("Version");
    var timeout = fields.integer("TimeoutSeconds", 1, Fields.MOST_SECONDS);
    var language = QueryLanguage.declared(fields, QueryLanguage.JSONPATH);
    var flow = new FlowParser(language, type, problems).parse(fields);
    fields.close();
    Transitions.check(fields, problems);
    problems.warnOfUnassigned();
    return flow == null || problems.anyError()
        ? Optional.empty()
        : Optional.of(
            new StateMachine(
                flow,
                timeout == null ? null : Duration.ofSeconds(timeout),
                comment,
                problems.references()));
  }

  /**
   * A machine of one state, which may lead anywhere; empty if there is none for all the problems.
   */
  public static Optional<StateMachine> parseState(
      JsonNode definition, String name, Problems problems) {
    var machine = JsonText.MAPPER.createObjectNode().put("StartAt", name);
    machine.putObject("States").set(name, definition);
    var fields = Fields.root(machine, problems);
    var flow = new FlowParser(QueryLanguage.JSONPATH, MachineType.STANDARD, problems).parse(fields);
    return flow == null || problems.anyError()
        ? Optional.empty()
        : Optional.of(new StateMachine(flow, null, null, problems.references()));
  }
}
