/** What the translator's tests share. */
@NullMarked
package dev.stateway.translator.support;

import org.jspecify.annotations.NullMarked;
