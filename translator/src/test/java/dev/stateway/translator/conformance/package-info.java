/** The translator against data recorded from AWS, where that data is at hand. */
@NullMarked
package dev.stateway.translator.conformance;

import org.jspecify.annotations.NullMarked;
