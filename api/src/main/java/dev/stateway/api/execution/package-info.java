/** Executions as the API sees them: started, read, stopped on Temporal. */
@NullMarked
package dev.stateway.api.execution;

import org.jspecify.annotations.NullMarked;
