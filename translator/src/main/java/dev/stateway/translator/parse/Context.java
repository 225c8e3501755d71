package dev.stateway.translator.parse;

import dev.stateway.translator.model.MachineType;

/**
 * What a state is parsed in.
 *
 * @param fields the state's
 * @param name the state's
 * @param language the state's
 * @param type the machine's
 * @param flows parses the flows inside it
 */
record Context(
    Fields fields, String name, QueryLanguage language, MachineType type, FlowParser flows) {
  boolean isJsonata() {
    return language == QueryLanguage.JSONATA;
  }
}
