/** The test of one state: what it is asked with, and what is seen of it. */
@NullMarked
package dev.stateway.workflows.statetest;

import org.jspecify.annotations.NullMarked;
