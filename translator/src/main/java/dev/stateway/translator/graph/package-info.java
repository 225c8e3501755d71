/** State machines as graphs, for pictures of them. */
@NullMarked
package dev.stateway.translator.graph;

import org.jspecify.annotations.NullMarked;
