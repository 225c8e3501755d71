/** Tests of the translator. */
@NullMarked
package dev.stateway.translator;

import org.jspecify.annotations.NullMarked;
