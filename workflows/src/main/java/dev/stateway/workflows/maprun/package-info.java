/** Map Runs: what the executions of a distributed Map have in common, wherever they run. */
@NullMarked
package dev.stateway.workflows.maprun;

import org.jspecify.annotations.NullMarked;
