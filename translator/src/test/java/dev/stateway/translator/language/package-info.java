/** Holds docs/language.md against the code and its cases. */
@NullMarked
package dev.stateway.translator.language;

import org.jspecify.annotations.NullMarked;
