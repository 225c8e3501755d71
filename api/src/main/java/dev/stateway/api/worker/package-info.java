/** The one way to Temporal: its client with deadlines, and the worker that runs executions. */
@NullMarked
package dev.stateway.api.worker;

import org.jspecify.annotations.NullMarked;
