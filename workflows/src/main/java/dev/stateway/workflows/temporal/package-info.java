/** Executions as Temporal workflows and their tasks as Temporal activities. */
@NullMarked
package dev.stateway.workflows.temporal;

import org.jspecify.annotations.NullMarked;
