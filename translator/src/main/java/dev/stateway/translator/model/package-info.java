/** The compiled, immutable state machine: ASL's words as records. */
@NullMarked
package dev.stateway.translator.model;

import org.jspecify.annotations.NullMarked;
