/** The meaning of the states: runs any state machine on any runtime. */
@NullMarked
package dev.stateway.workflows.interpreter;

import org.jspecify.annotations.NullMarked;
