package dev.stateway.workflows.interpreter;

import java.util.SequencedMap;
import tools.jackson.databind.JsonNode;

/** What a state hands on: its output and the variables it sets. */
record Completed(JsonNode output, SequencedMap<String, JsonNode> assigned) {}
