/** The project's own cases of the engine, each run on every runtime. */
@NullMarked
package dev.stateway.workflows.engine;

import org.jspecify.annotations.NullMarked;
