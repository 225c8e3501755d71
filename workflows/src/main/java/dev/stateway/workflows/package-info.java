/** The interpreter that runs any state machine, on Temporal or in process. */
@NullMarked
package dev.stateway.workflows;

import org.jspecify.annotations.NullMarked;
