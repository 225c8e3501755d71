/** Amazon States Language text to a validated, compiled, immutable state machine. */
@NullMarked
package dev.stateway.translator;

import org.jspecify.annotations.NullMarked;
