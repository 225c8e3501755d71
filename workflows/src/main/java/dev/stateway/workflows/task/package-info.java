/** The port to tasks: what a Task state asks for and what comes back. */
@NullMarked
package dev.stateway.workflows.task;

import org.jspecify.annotations.NullMarked;
