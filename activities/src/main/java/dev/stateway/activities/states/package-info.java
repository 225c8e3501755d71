/** Executions that tasks start, on this server itself. */
@NullMarked
package dev.stateway.activities.states;

import org.jspecify.annotations.NullMarked;
