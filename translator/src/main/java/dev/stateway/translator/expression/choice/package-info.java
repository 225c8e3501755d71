/** The JSONPath rules of Choice states. */
@NullMarked
package dev.stateway.translator.expression.choice;

import org.jspecify.annotations.NullMarked;
