/** The error names of ASL and the failure that carries one. */
@NullMarked
package dev.stateway.translator.error;

import org.jspecify.annotations.NullMarked;
