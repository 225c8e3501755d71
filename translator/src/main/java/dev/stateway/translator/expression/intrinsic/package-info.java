/** The intrinsic functions {@code States.*} and the parser of their calls. */
@NullMarked
package dev.stateway.translator.expression.intrinsic;

import org.jspecify.annotations.NullMarked;
