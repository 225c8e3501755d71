/** The project's own cases of tests of single states. */
@NullMarked
package dev.stateway.workflows.statetest;

import org.jspecify.annotations.NullMarked;
