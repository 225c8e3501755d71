package dev.stateway.workflows.maprun;

import tools.jackson.databind.node.ArrayNode;

/**
 * What an execution adds to the result of the Map state.
 *
 * @param index the execution's number
 * @param succeeded whether it ended well: a redrive keeps the results of those that did
 * @param values what it adds
 */
public record ShownResult(long index, boolean succeeded, ArrayNode values) {}
