package dev.stateway.workflows.maprun;

import tools.jackson.databind.JsonNode;

/**
 * An execution that a Map Run is to start.
 *
 * @param index its number within the Map Run, from 0
 * @param input its input: an item, or a batch of them
 * @param items how many items that are
 */
public record ChildInput(long index, JsonNode input, int items) {}
