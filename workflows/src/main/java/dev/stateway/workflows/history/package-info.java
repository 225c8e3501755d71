/** The history of an execution in AWS's events. */
@NullMarked
package dev.stateway.workflows.history;

import org.jspecify.annotations.NullMarked;
