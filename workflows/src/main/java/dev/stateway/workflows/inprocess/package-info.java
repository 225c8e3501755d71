/**
 * Executions in this process, on virtual threads: nothing survives it, and time can be made to
 * jump.
 */
@NullMarked
package dev.stateway.workflows.inprocess;

import org.jspecify.annotations.NullMarked;
