/** The port between the interpreter and what runs it: durably on Temporal, or in process. */
@NullMarked
package dev.stateway.workflows.runtime;

import org.jspecify.annotations.NullMarked;
