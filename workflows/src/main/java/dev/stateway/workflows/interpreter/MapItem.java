package dev.stateway.workflows.interpreter;

import dev.stateway.translator.JsonText;
import tools.jackson.databind.JsonNode;

/** What {@code $$.Map} shows in an iteration. */
record MapItem(int index, JsonNode value) {
  JsonNode toJson() {
    var map = JsonText.MAPPER.createObjectNode();
    map.putObject("Item").put("Index", index).set("Value", value);
    return map;
  }
}
