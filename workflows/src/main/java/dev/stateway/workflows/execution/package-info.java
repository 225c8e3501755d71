/** What an execution is started with and what can be read of it. */
@NullMarked
package dev.stateway.workflows.execution;

import org.jspecify.annotations.NullMarked;
